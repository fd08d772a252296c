"""What was seen while rows were taken from stop to stop: for findings, for cover and for counting."""

from __future__ import annotations

from simulator.prover.program import Test
from simulator.prover.rows import Mask, Rows


class Witness:
    """What was seen to happen. Override to count or to write down."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, ...]] = set()
        self.held: set[tuple[str, ...]] = set()
        self.failed: set[tuple[str, ...]] = set()
        self.uneven: set[tuple[str, ...]] = set()  # forks whose chances do not sum to 100

    def saw(self, where: tuple[str, ...], rows: Rows) -> None:
        """These rows passed there (at least one)."""
        self.seen.add(where)

    def asked(self, test: Test, answer: Mask) -> None:
        """A guard was read."""
        if test.where not in self.held and answer.any():
            self.held.add(test.where)
        if test.where not in self.failed and not answer.all():
            self.failed.add(test.where)
