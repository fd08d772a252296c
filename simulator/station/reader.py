"""What a screen reader is told: the same words and controls that are painted, each with its role, name and state.

The tree goes to the platform through `accesskit` where that is installed; without it the station works as before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import Any
from zlib import crc32

from pygame import Rect

from simulator.station.canvas import Canvas, Painted, Role, Scale, Written

WINDOW = 1  # the window's own number in the tree
NOT_ANSWERED = "Not answered yet"


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something that can be read out: words, or a control with its state."""

    number: int
    name: str
    rect: tuple[int, int, int, int]
    role: Role | None = None  # None: words alone
    enabled: bool = True
    shortcut: str = ""
    control: str = ""  # the control's id
    chosen: bool | None = None  # None where it is not one of several
    scale: Scale | None = None  # a slider's

    @property
    def said(self) -> str:
        """How it sounds, read aloud: its key first, what cannot be pressed told so."""
        key = f"{self.shortcut}: " if self.shortcut else ""
        closed = "" if self.enabled else " Not open."
        closed += " Chosen." if self.chosen else ""
        closed += f" {self.stands}." if self.stands else ""
        return f"{key}{self.name}{'' if self.name.endswith(('.', '!', '?', '…')) else '.'}{closed}"

    @property
    def stands(self) -> str:
        """Where a slider stands; "" for what is none."""
        if self.scale is None:
            return ""
        return NOT_ANSWERED if self.scale.value is None else f"{self.scale.value} of {self.scale.high}"


class Ask(Enum):
    """What a screen reader may ask of a control, by the name that accesskit has for it."""

    PRESS = "CLICK"
    FOCUS = "FOCUS"
    LESS = "DECREMENT"
    MORE = "INCREMENT"
    SET = "SET_VALUE"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the control of that id; `to` is the number that a slider shall be set to."""

    ask: Ask
    control: str
    to: float = 0.0


@dataclass(frozen=True, slots=True)
class Tree:
    """All that can be read on a screen, from the top down, and what has the focus."""

    leaves: tuple[Leaf, ...]
    focus: int = WINDOW


def tree_of(canvas: Canvas) -> Tree:
    """The tree of what was painted; words that name a control are told by the control alone."""
    controls = [each for each in canvas.controls if each.control.focusable]
    words = [each for each in canvas.written if each.text.strip() and not _is_within(each, controls)]
    leaves = sorted([*map(_leaf_of_words, words), *map(_leaf_of_control, controls)], key=_place)
    leaves = list({leaf.number: leaf for leaf in leaves}.values())
    focus = next((leaf.number for leaf in leaves if canvas.focus and leaf.control == canvas.focus), WINDOW)
    return Tree(tuple(leaves), focus)


def _is_within(words: Written, controls: Sequence[Painted]) -> bool:
    return any(each.rect.contains(words.rect) for each in controls)


def _leaf_of_words(words: Written) -> Leaf:
    return Leaf(_number(f"words {words.text} {words.rect.topleft}"), words.text, _box(words.rect))


def _leaf_of_control(painted: Painted) -> Leaf:
    control = painted.control
    return Leaf(
        number=_number(f"control {control.id}"),
        name=control.told or control.name,
        rect=_box(painted.rect),
        role=control.role,
        enabled=control.enabled,
        shortcut=str(control.number) if control.number else "",
        control=control.id,
        chosen=control.chosen,
        scale=control.scale,
    )


def _number(text: str) -> int:
    return crc32(text.encode()) + WINDOW + 1


def _box(rect: Rect) -> tuple[int, int, int, int]:
    return rect.left, rect.top, rect.right, rect.bottom


def _place(leaf: Leaf) -> tuple[int, int]:
    return leaf.rect[1], leaf.rect[0]


class Reader:
    """The way to the platform's screen readers, and back."""

    def __init__(self, window: int | None) -> None:
        self._tree = Tree(())
        self._asked: SimpleQueue[tuple[Ask, int, float]] = SimpleQueue()  # by the platform's own thread
        self._kit: Any = None
        self._adapter: Any = None
        with suppress(ImportError, AttributeError, OSError, RuntimeError):
            self._kit = import_module("accesskit")
            self._adapter = self._attached(window)

    @property
    def is_there(self) -> bool:
        """True where the platform can be told."""
        return self._adapter is not None

    def tell(self, tree: Tree) -> None:
        """Tell what is on the screen now, if it is new."""
        if self._adapter is not None and tree != self._tree:
            self._tree = tree
            events = self._adapter.update_if_active(self._update)
            if events is not None and hasattr(events, "raise_events"):
                events.raise_events()

    def asked(self) -> Iterator[Asked]:
        """What screen readers have asked for since."""
        with suppress(Empty):
            while True:
                ask, number, to = self._asked.get_nowait()
                for leaf in self._tree.leaves:
                    if leaf.number == number and leaf.control:
                        yield Asked(ask, leaf.control, to)

    def _attached(self, window: int | None) -> Any:
        """The adapter of this platform. Its calls come on threads of its own, hence the queue."""
        if sys.platform == "win32":
            return self._kit.windows.SubclassingAdapter(window, self._update, self._hear)
        if sys.platform == "darwin":
            return self._kit.macos.SubclassingAdapter.for_window(window, self._update, self._hear)
        return self._kit.unix.Adapter(self._update, self._hear, lambda: None)

    def _hear(self, request: Any) -> None:
        for ask in Ask:
            if request.action == getattr(self._kit.Action, ask.value):
                self._asked.put((ask, request.target, _number_in(request.data)))

    def _update(self) -> Any:
        return update_of(self._kit, self._tree)


def _number_in(told: Any) -> float:
    """The number that comes with a request, as (its kind, itself); 0 where none does."""
    number = told[1] if isinstance(told, tuple) else None
    return float(number) if isinstance(number, int | float) else 0.0


def update_of(kit: Any, tree: Tree) -> Any:
    """The tree as accesskit takes it."""
    window = kit.Node(kit.Role.WINDOW)
    window.set_label("Levelhead")
    window.set_children([leaf.number for leaf in tree.leaves])
    update = kit.TreeUpdate(tree.focus)
    update.tree = kit.Tree(WINDOW)
    update.nodes = [(WINDOW, window), *((leaf.number, _node(kit, leaf)) for leaf in tree.leaves)]
    return update


def _role(kit: Any, leaf: Leaf) -> Any:
    match leaf.role:
        case None:
            return kit.Role.LABEL
        case Role.SLIDER:
            return kit.Role.SLIDER
        case Role.FIELD:
            return kit.Role.TEXT_INPUT
        case Role.BUTTON | Role.CHOICE:
            return kit.Role.BUTTON if leaf.chosen is None else kit.Role.RADIO_BUTTON


def _node(kit: Any, leaf: Leaf) -> Any:
    node = kit.Node(_role(kit, leaf))
    if leaf.role:
        node.set_label(leaf.name)
        node.add_action(kit.Action.FOCUS)
        if leaf.enabled:
            node.add_action(kit.Action.CLICK)
        else:
            node.set_disabled()
        if leaf.chosen is not None:
            node.set_toggled(kit.Toggled.TRUE if leaf.chosen else kit.Toggled.FALSE)
        if leaf.shortcut:
            node.set_keyboard_shortcut(leaf.shortcut)
        if leaf.scale:
            _let_slide(kit, node, leaf, leaf.scale)
    else:
        node.set_value(leaf.name)
    node.set_bounds(kit.Rect(*leaf.rect))
    return node


def _let_slide(kit: Any, node: Any, leaf: Leaf, scale: Scale) -> None:
    """A slider has a number. Until it is answered it has none: then that is told, and no place is suggested."""
    node.set_orientation(kit.Orientation.HORIZONTAL)
    node.set_min_numeric_value(scale.low)
    node.set_max_numeric_value(scale.high)
    node.set_numeric_value_step(scale.step)
    node.set_value(leaf.stands)
    if scale.value is not None:
        node.set_numeric_value(scale.value)
    for ask in (Ask.LESS, Ask.MORE, Ask.SET):
        node.add_action(getattr(kit.Action, ask.value))
