"""What the benchmarks share: a scenario of any size, times as the best of several, memory in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

HEAD = """\
format: 1
title: A large scenario
start: s0.m0
cast: {marcus: {name: Marcus Bell, role: subject}}
meters: {tension: 50, rapport: 10}
facts: [f, g]
endings: {well: {kind: resolved, worth: 90, title: Well}}
scenes:
"""
MOMENT = """\
      m{here}:
        lines:
          - marcus (shouting): [Go away! I did not call you!, Nobody called you! Go!]
        choices:
          a:
            say: You need to come out now, please.
            effects: {{tension: +10, rapport: -3}}
            why: Pressure closes a door that patience would have opened.
            next: {there}
          b:
            say: I am right here when you want to talk.
            effects: {{rapport: +5}}
            next: [{{to: {there}, when: [f]}}, {{to: {there}}}]
"""


def large(moments: int) -> str:
    """A scenario of so many moments in scenes of 50, each with a line of two variants and two choices."""
    parts = [HEAD]
    for number in range(moments):
        if number % 50 == 0:
            parts.append(f"  s{number // 50}:\n    place: Here\n    moments:\n")
        after = number + 1
        there = f"s{after // 50}.m{after}" if after < moments else "ending.well"
        parts.append(MOMENT.format(here=number, there=there))
    return "".join(parts)


def best_of(times: int, work: Callable[[], object]) -> float:
    """The shortest of several times, in seconds of this process's own work: what others do on the machine is left out."""
    return min(_worked(work) for _ in range(times))


def median_of(times: int, work: Callable[[], object]) -> float:
    """The median of several times, in seconds by the wall clock."""
    return median(_once(work) for _ in range(times))


def _worked(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def _once(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def peak_of(code: str) -> float:
    """The peak memory, in MB, of a Python process that runs this code (Linux; rusage would count the parent's as well)."""
    return said_and_peak_of(code)[1]


def said_and_peak_of(code: str) -> tuple[str, float]:
    """The same, with what the process printed before."""
    told = "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True
    )
    said, _, peak = done.stdout.strip().rpartition("VmHWM:")
    return said.strip(), int(peak.split()[0]) / 1024


def own_peak() -> float:
    """This process's own peak memory, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
