"""The engine: choices and times go in, events come out. The same scenario, seed and choices give the same events."""

from simulator.engine.run import SEMANTICS, NotOpen, Run
from simulator.engine.unfolding import Awaiting

__all__ = ["SEMANTICS", "Awaiting", "NotOpen", "Run"]
