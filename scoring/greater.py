"""How likely one Beta distribution lies above another, for many pairs at once (pure).

Near to what decides the answers are those of `chance_greater`; elsewhere they are as right as the decision needs.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.distributions import chance_greater

Numbers: TypeAlias = NDArray[np.float64]
ROUGH = 0.1  # by the normal distribution of the log-odds a probability is nearer than this to what it is
UNSURE = 0.001  # a probability by the grid that is nearer to what decides is computed exactly
WIDE, STEPS = 9.0, 400  # the grid reaches so many spreads of the log-odds to either side, in so many steps
AT_ONCE = 2_000  # pairs on a grid in memory: 6 MB an array


def chances_greater(pairs: Numbers, sure: float) -> Numbers:
    """P(X > Y) of Beta distributions in rows of (a1, b1, a2, b2), none below 2: a half where neither is nearly sure."""
    found = np.full(len(pairs), 0.5)
    near = np.flatnonzero(abs(spreads_apart(pairs)) > NormalDist().inv_cdf(sure - ROUGH))
    for start in range(0, len(near), AT_ONCE):
        those = near[start : start + AT_ONCE]
        found[those] = by_grid(pairs[those])
    for at in np.flatnonzero(np.minimum(abs(found - sure), abs(found - (1 - sure))) < UNSURE):
        found[at] = chance_greater(*map(float, pairs[at]))
    return found


def spreads_apart(pairs: Numbers) -> Numbers:
    """How far X lies above Y in spreads of the log-odds: P(X > Y) is roughly the normal distribution's up to there."""
    a1, b1, a2, b2 = pairs.T
    apart: Numbers = np.log(a1 * b2 / (b1 * a2)) / np.sqrt(1 / a1 + 1 / b1 + 1 / a2 + 1 / b2)
    return apart


def by_grid(pairs: Numbers) -> Numbers:
    """P(X > Y) of Beta distributions in rows of (a1, b1, a2, b2): sums over steps of the log-odds."""
    a1, b1, a2, b2 = (column[:, None] for column in pairs.T)
    ends = [
        np.log(a / b) + way * WIDE * np.sqrt(1 / a + 1 / b)
        for a, b in ((a1, b1), (a2, b2))
        for way in (-1, 1)
    ]
    low, high = np.minimum(ends[0], ends[2]), np.maximum(ends[1], ends[3])
    odds = low + (high - low) * np.linspace(0, 1, STEPS)
    below, above = -np.logaddexp(0, -odds), -np.logaddexp(0, odds)  # the logarithms of x and 1 - x
    x, y = (_shares(a * below + b * above) for a, b in ((a1, b1), (a2, b2)))
    chance: Numbers = (x * (np.cumsum(y, axis=1) - y / 2)).sum(axis=1)
    return chance


def _shares(logarithms: Numbers) -> Numbers:
    values = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
    shares: Numbers = values / values.sum(axis=1, keepdims=True)
    return shares
