"""The prover: every situation a scenario can reach, what each choice is worth there, and what is wrong with it."""

from simulator.prover.proved import Proved, prove

__all__ = ["Proved", "prove"]
