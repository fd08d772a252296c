"""A scenario laid out as a chart: scenes as boxes, moments as cards with their choices, ways as curves. Numbers only."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from simulator.model.scenario import (
    BACK,
    ENDING,
    TIME_OUT,
    Choice,
    ChoiceId,
    MomentId,
    Next,
    Scenario,
    Target,
)

CARD_WIDTH, ROW_HEIGHT, GAP, MARGIN, TITLE = 250, 20, 26, 24, 26
SCENE_GAP = 110  # between scenes, for the curves
LONGEST_LABEL = 32

Losses = Mapping[tuple[MomentId, ChoiceId], float]


@dataclass(frozen=True, slots=True)
class Row:
    """A choice on its card, or the way that a moment goes on by itself."""

    label: str
    targets: tuple[tuple[Target, str], ...]  # with the condition or chance of each, in words
    loss: float | None = None
    is_choice: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A moment or an ending, at its place; units are pixels from the upper left."""

    id: Target
    title: str
    rows: tuple[Row, ...]
    x: float
    y: float
    reachable: bool = True
    worth: int | None = None  # of an ending

    @property
    def height(self) -> float:
        """Title and rows."""
        return TITLE + ROW_HEIGHT * len(self.rows) + 8


@dataclass(frozen=True, slots=True)
class SceneBox:
    """A scene around its cards."""

    title: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing."""

    title: str
    width: float
    height: float
    scenes: tuple[SceneBox, ...]
    cards: Mapping[Target, Card] = field(default_factory=dict)


def chart_of(scenario: Scenario, losses: Losses | None = None, unreachable: Collection[Target] = ()) -> Chart:
    """Lay the scenario out: scenes from left to right as they are come to, moments from top to bottom likewise."""
    order = _as_come_to(scenario)
    cards: dict[Target, Card] = {}
    scenes = []
    x = float(MARGIN)
    for scene in sorted(
        scenario.scenes.values(), key=lambda scene: min(map(order.index, scene.moments), default=0)
    ):
        titles = [
            _Plan(id, id.partition(".")[2], _rows(scenario, id, losses or {}))
            for id in order
            if id in scene.moments
        ]
        placed = list(_column(titles, x, unreachable))
        cards.update((card.id, card) for card in placed)
        scenes.append(_around(scene.place, placed))
        x += CARD_WIDTH + SCENE_GAP
    endings = [_Plan(f"{ENDING}{each.id}", each.id, (), each.worth) for each in scenario.endings.values()]
    placed = list(_column(endings, x, unreachable))
    cards.update((card.id, card) for card in placed)
    scenes.append(_around("Endings", placed))
    height = max(box.y + box.height for box in scenes) + MARGIN
    return Chart(scenario.title, x + CARD_WIDTH + MARGIN, height, tuple(scenes), cards)


@dataclass(frozen=True, slots=True)
class _Plan:
    id: Target
    title: str
    rows: tuple[Row, ...]
    worth: int | None = None


def _column(plans: Iterable[_Plan], x: float, unreachable: Collection[Target]) -> Iterator[Card]:
    y = float(MARGIN + TITLE + GAP)
    for plan in plans:
        card = Card(plan.id, plan.title, plan.rows, x, y, plan.id not in unreachable, plan.worth)
        yield card
        y += card.height + GAP


def _around(title: str, cards: list[Card]) -> SceneBox:
    bottom = max((card.y + card.height for card in cards), default=MARGIN + TITLE)
    x = cards[0].x if cards else MARGIN
    return SceneBox(title, x - 14, MARGIN, CARD_WIDTH + 28, bottom - MARGIN + 14)


def _as_come_to(scenario: Scenario) -> list[MomentId]:
    """The moments in the order of the fewest steps from the start; those that nothing leads to come last."""
    found = [scenario.start]
    waiting = deque(found)
    while waiting:
        for target in _targets(scenario, waiting.popleft()):
            if not target.startswith(ENDING) and target not in found:
                found.append(target)
                waiting.append(target)
    return found + [moment.id for moment in scenario.moments if moment.id not in found]


def _targets(scenario: Scenario, id: MomentId) -> Iterator[Target]:
    moment = scenario.moment(id)
    ways = [moment.next, *(choice.next for choice in _choices(scenario, id))]
    ways += [interrupt.next for interrupt in scenario.interrupts_at(id)]
    return (target for way in ways for target, _ in _told(way) if target != BACK)


def _choices(scenario: Scenario, id: MomentId) -> tuple[Choice, ...]:
    moment = scenario.moment(id)
    return (*moment.choices, *((moment.on_time_out,) if moment.on_time_out else ()))


def _rows(scenario: Scenario, id: MomentId, losses: Losses) -> tuple[Row, ...]:
    rows = [
        Row(_label(choice), tuple(_told(choice.next)), losses.get((id, choice.id)))
        for choice in _choices(scenario, id)
    ]
    onward = tuple(_told(scenario.moment(id).next))
    return (*rows, Row("goes on", onward, is_choice=False)) if onward else tuple(rows)


def _label(choice: Choice) -> str:
    if choice.id == TIME_OUT:
        return "time runs out"
    words = choice.words[0].text if choice.words else f"wait {choice.wait // 1000} s"
    text = f"{choice.id}: {words}"
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def _told(way: Next) -> Iterator[tuple[Target, str]]:
    for branch in way:
        for outcome in branch.outcomes:
            chance = f"{outcome.chance} %" if outcome.chance != 100 else ""
            guard = "if" if branch.when or outcome.when else ""
            yield outcome.target, " ".join(part for part in (guard, chance) if part)
