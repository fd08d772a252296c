"""What events of a run tell, in short, for tests of the engine."""

from __future__ import annotations

from simulator.model.events import Event, MeterChanged, MomentEntered

GO = "{say: Go., next: ending.well}"


def meters(events: list[Event]) -> list[tuple[str, int, int]]:
    return [(e.meter, e.value, e.waited) for e in events if isinstance(e, MeterChanged)]


def moments(events: list[Event]) -> list[str]:
    return [e.moment for e in events if isinstance(e, MomentEntered)]


DRIFT = """
    a:
      drift: {tension: +1 every 4s}
      time_limit: 20s
      on_time_out: {shows: [], effects: {rapport: -5}, next: b}
      choices:
        go: {say: Go., effects: {rapport: +1}, next: b}
        wait: {wait: 10s, effects: {rapport: +2}, next: b}
    b: {choices: {end: {say: End., next: ending.well}}}
    """
