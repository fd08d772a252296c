"""Where a finding stands: from the compiler's names of guards and ways to the path of keys in the file, and to words."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.findings import choice_path, moment_path
from simulator.model.scenario import TIME_OUT


def path_of(owner: Sequence[str]) -> str:
    """The path of keys of an owner: ("choice", moment, choice), ("moment", moment), ("interrupt", id), ("ending", id)."""
    match list(owner):
        case ["choice", moment, choice, *_]:
            return choice_path(moment, choice)
        case ["moment" | "drift", moment, *_]:
            return moment_path(moment)
        case ["interrupt", interrupt, *_]:
            scene, dot, name = interrupt.partition(".")
            return f"scenes.{scene}.interrupts.{name}" if dot else f"interrupts.{interrupt}"
        case ["ending", ending, *_]:
            return f"endings.{ending}"
        case _:
            return ""


def named(owner: Sequence[str]) -> str:
    """An owner in words: 'the choice "introduce"'."""
    match list(owner):
        case ["choice", _, choice, *_]:
            return "the time-out" if choice == TIME_OUT else f'the choice "{choice}"'
        case ["moment", moment, *_]:
            return f'the moment "{moment}"'
        case ["interrupt", interrupt, *_]:
            return f'the interrupt "{interrupt}"'
        case ["ending", ending, *_]:
            return f'the ending "{ending}"'
        case _:
            return "this"


def owner_of(where: Sequence[str]) -> tuple[str, ...]:
    """The owner of a guard, a branch or a line: where = ("branch", owner …, number …)."""
    owner = where[1:] if where[0] in ("branch", "effect", "line", "wording") else where
    return tuple(owner[: 3 if owner[0] == "choice" else 2])


def numbers_of(where: Sequence[str]) -> tuple[str, ...]:
    """The numbers behind the owner: of the branch and its outcome, of the line and its wording."""
    return tuple(where[1 + len(owner_of(where)) :])
