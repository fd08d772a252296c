"""Systems x = b + P x over situations that lead back to each other: small ones directly, large ones by sweeps and Krylov.

P holds the chances of going from one of these situations to another, so its rows sum to 1 at most, and every situation can
leave. A sweep walks the situations block by block, the last found first, with the newest values at hand; GMRES (Saad and
Schultz 1986) over such sweeps then needs few of them. The answer is only accepted with its residual.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
SMALL = 600  # systems up to this size are solved directly
BASIS = 24
PLAIN_ROUNDS = 5
MOST_ROUNDS = 40
ENOUGH = 2e-7  # a bound on the error above this is worth one refinement


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Chances between n situations: from row to column, in entries ordered by row; blocks of rows in sweeping order."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    chances: Vector
    size: int
    blocks: tuple[tuple[int, int], ...]

    def times(self, x: Vector) -> Vector:
        """P x."""
        flow = self.chances * x[self.columns]
        return np.bincount(self.rows, flow, minlength=self.size).astype(np.float64)

    def turned(self) -> Chain:
        """The same chances from column to row, swept the other way round."""
        order = np.argsort(self.columns, kind="stable")
        return Chain(
            self.columns[order],
            self.rows[order],
            self.chances[order],
            self.size,
            tuple(reversed(self.blocks)),
        )


class Sweep:
    """One sweep over a chain's blocks; then, if asked, one solution of the blocks as wholes, which moves what hardly leaves.

    The wholes cost a little and can mislead where circles are short; where nearly nothing leaves they save thousands of sweeps.
    """

    def __init__(self, chain: Chain, wholes: bool) -> None:
        self.chain = chain
        edges = np.searchsorted(chain.rows, [edge for block in chain.blocks for edge in block])
        self._parts = list(zip(chain.blocks, edges.reshape(-1, 2).tolist(), strict=True))
        self._block = np.zeros(chain.size, np.int64)
        for number, (low, high) in enumerate(chain.blocks):
            self._block[low:high] = number
        self._whole = np.linalg.pinv(self._wholes()) if wholes else None

    def _wholes(self) -> NDArray[np.float64]:
        count = len(self.chain.blocks)
        between = self._block[self.chain.rows] * count + self._block[self.chain.columns]
        flow = np.bincount(between, self.chain.chances, minlength=count * count)
        sizes = np.bincount(self._block, minlength=count).astype(np.float64)
        return np.diag(sizes) - flow.reshape(count, count)

    def __call__(self, b: Vector, x: Vector) -> Vector:
        """x after one sweep."""
        chain, x = self.chain, x.copy()
        for (low, high), (begin, end) in self._parts:
            flow = chain.chances[begin:end] * x[chain.columns[begin:end]]
            x[low:high] = b[low:high] + np.bincount(chain.rows[begin:end] - low, flow, minlength=high - low)
        if self._whole is None:
            return x
        left = np.bincount(self._block, b + chain.times(x) - x, minlength=len(self._whole))
        corrected: Vector = x + (self._whole @ left)[self._block]
        return corrected


def solved(chain: Chain, b: Vector, guess: Vector | None = None, precision: float = 1e-12) -> Vector:
    """The x with x = b + P x, as near as the rounds allow: whoever uses it bounds what is left."""
    if chain.size <= SMALL:
        dense = np.eye(chain.size)
        np.subtract.at(dense, (chain.rows, chain.columns), chain.chances)
        return np.asarray(np.linalg.solve(dense, b), dtype=np.float64)
    x = np.zeros(chain.size) if guess is None else guess
    scale = precision * max(1.0, float(np.abs(b).max(initial=0.0)))
    sweep = Sweep(chain, wholes=False)
    for rounds in range(MOST_ROUNDS):
        if rounds == PLAIN_ROUNDS and len(chain.blocks) <= SMALL:
            sweep = Sweep(chain, wholes=True)
        residual = sweep(b, x) - x
        if np.abs(residual).max() <= scale:
            return x + residual
        x = x + _correction(sweep, residual, scale)
    return x


def bounded(chain: Chain, b: Vector, guess: Vector) -> tuple[Vector, float]:
    """The solution, refined once where needed, and how far it can be off: its residual times the expected steps."""
    x = solved(chain, b, guess)
    steps = solved(chain, np.ones(chain.size), precision=1e-3)
    slack = float((steps - chain.times(steps)).min())
    longest = float(steps.max()) / slack if slack > 0 else np.inf
    residual = b + chain.times(x) - x
    most = float(np.abs(residual).max())
    if most * longest > ENOUGH:
        x = x + most * solved(chain, residual / most, precision=1e-3)
        most = float(np.abs(b + chain.times(x) - x).max())
    return x, most * longest


def _correction(sweep: Sweep, residual: Vector, scale: float) -> Vector:
    """The GMRES correction: the combination of a few directions that leaves the least residual."""
    nothing = np.zeros(len(residual))
    norm = _inner(residual, residual) ** 0.5
    basis = [residual / norm]
    h = np.zeros((BASIS + 1, BASIS))
    for k in range(BASIS):
        following = basis[k] - sweep(nothing, basis[k])
        for j, direction in enumerate(basis):
            h[j, k] = _inner(direction, following)
            following -= h[j, k] * direction
        h[k + 1, k] = _inner(following, following) ** 0.5
        y, gap = _least(h[: k + 2, : k + 1], norm)
        if gap <= scale or h[k + 1, k] < 1e-14:
            break
        basis.append(following / h[k + 1, k])
    return np.asarray(
        sum(weight * direction for weight, direction in zip(y, basis, strict=False)), dtype=np.float64
    )


def _inner(one: Vector, other: Vector) -> float:
    """The inner product, without the threads of a BLAS, which cost more than they bring on a busy machine."""
    return float(np.einsum("i,i", one, other))


def _least(h: NDArray[np.float64], norm: float) -> tuple[Vector, float]:
    right = np.zeros(len(h))
    right[0] = norm
    y: Vector = np.linalg.lstsq(h, right, rcond=None)[0].astype(np.float64)
    return y, float(np.linalg.norm(h @ y - right))
