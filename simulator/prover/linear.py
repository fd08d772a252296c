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
MOST_ROUNDS = 60


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

    def swept(self, b: Vector, x: Vector) -> Vector:
        """One sweep from x."""
        x = x.copy()
        edges = np.searchsorted(self.rows, [edge for block in self.blocks for edge in block])
        for (low, high), (begin, end) in zip(self.blocks, edges.reshape(-1, 2), strict=True):
            flow = self.chances[begin:end] * x[self.columns[begin:end]]
            x[low:high] = b[low:high] + np.bincount(self.rows[begin:end] - low, flow, minlength=high - low)
        return x


def solved(chain: Chain, b: Vector, guess: Vector | None = None, precision: float = 1e-11) -> Vector:
    """The x with x = b + P x, as near as the rounds allow: whoever uses it bounds what is left."""
    if chain.size <= SMALL:
        dense = np.eye(chain.size)
        np.subtract.at(dense, (chain.rows, chain.columns), chain.chances)
        return np.asarray(np.linalg.solve(dense, b), dtype=np.float64)
    x = np.zeros(chain.size) if guess is None else guess
    scale = precision * max(1.0, float(np.abs(b).max(initial=0.0)))
    for _ in range(MOST_ROUNDS):
        residual = chain.swept(b, x) - x
        if np.abs(residual).max() <= scale:
            return x + residual
        x = x + _correction(chain, residual, scale)
    return x


def _correction(chain: Chain, residual: Vector, scale: float) -> Vector:
    """The GMRES correction: the combination of a few directions that leaves the least residual."""
    nothing = np.zeros(chain.size)
    norm = float(np.linalg.norm(residual))
    basis = [residual / norm]
    h = np.zeros((BASIS + 1, BASIS))
    for k in range(BASIS):
        following = basis[k] - chain.swept(nothing, basis[k])
        for j, direction in enumerate(basis):
            h[j, k] = direction @ following
            following -= h[j, k] * direction
        h[k + 1, k] = np.linalg.norm(following)
        y, gap = _least(h[: k + 2, : k + 1], norm)
        if gap <= scale or h[k + 1, k] < 1e-14:
            break
        basis.append(following / h[k + 1, k])
    return np.asarray(
        sum(weight * direction for weight, direction in zip(y, basis, strict=False)), dtype=np.float64
    )


def _least(h: NDArray[np.float64], norm: float) -> tuple[Vector, float]:
    right = np.zeros(len(h))
    right[0] = norm
    y: Vector = np.linalg.lstsq(h, right, rcond=None)[0].astype(np.float64)
    return y, float(np.linalg.norm(h @ y - right))
