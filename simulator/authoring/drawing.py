"""A chart as a picture: SVG for people, mermaid for wikis. Loss is told by a sign and a number as well as by color."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape

from simulator.authoring.chart import CARD_WIDTH, MARGIN, ROW_HEIGHT, TITLE, Card, Chart, Row
from simulator.model.scenario import BACK

SHADES = (("#1b7837", "●"), ("#3f8a47", "○"), ("#8a6508", "△"), ("#b04a12", "▲"), ("#a50f15", "■"))
UNKNOWN = ("#5c6670", "·")
Labels = Sequence[
    tuple[str, float]
]  # what losses are called, and from which, in points of worth, the mildest first
STYLE = """\
text { font: 12px "Atkinson Hyperlegible", Verdana, sans-serif; fill: #1d242b }
.scene { fill: #eef1f4; stroke: #c4ccd4 } .card { fill: #ffffff; stroke: #8b97a3 }
.lost { fill: #f6e3e3; stroke: #a50f15; stroke-dasharray: 5 4 } .title { font-weight: bold }
.way { fill: none; stroke: #8b97a3; stroke-width: 1.2 } .when { stroke-dasharray: 4 3 }
"""


def shade(loss: float | None, labels: Labels) -> tuple[str, str]:
    """The color and the sign of a loss in points of worth."""
    if loss is None:
        return UNKNOWN
    return SHADES[bisect_right(labels, loss, key=lambda label: label[1]) - 1]


def svg(chart: Chart, labels: Labels) -> str:
    """The chart as one SVG document."""
    return "\n".join(_svg(chart, labels)) + "\n"


def _svg(chart: Chart, labels: Labels) -> Iterator[str]:
    size = f'width="{chart.width:.0f}" height="{chart.height:.0f}" viewBox="0 0 {chart.width:.0f} {chart.height:.0f}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>'
    yield f"<title>{escape(chart.title)}</title>"
    yield f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#ffffff"/>'
    for box in chart.scenes:
        yield _rect(box.x, box.y, box.width, box.height, "scene", 10)
        yield f'<text class="title" x="{box.x + 14:.0f}" y="{box.y + 20:.0f}">{escape(box.title)}</text>'
    for card in chart.cards.values():
        for number, row in enumerate(card.rows):
            yield from _ways(chart, card, row, number)
    for card in chart.cards.values():
        yield from _card(card, labels)
    if any(row.loss is not None for card in chart.cards.values() for row in card.rows):
        yield _legend(chart.height, labels)
    yield "</svg>"


def _legend(height: float, labels: Labels) -> str:
    shades = zip(SHADES, labels, strict=True)
    told = "".join(
        f'<tspan fill="{color}" dx="14">{sign} {name}</tspan>' for (color, sign), (name, _) in shades
    )
    words = "What a choice loses where it is likeliest met, in points of worth:"
    return f'<text x="{MARGIN}" y="{height - 8:.0f}">{words}{told}</text>'


def _card(card: Card, labels: Labels) -> Iterator[str]:
    yield _rect(card.x, card.y, CARD_WIDTH, card.height, "card" if card.reachable else "lost", 6)
    worth = f" · worth {card.worth}" if card.worth is not None else ""
    mark = "" if card.reachable else " (never reached)"
    title = escape(f"{card.title}{worth}{mark}")
    yield f'<text class="title" x="{card.x + 10:.0f}" y="{card.y + 18:.0f}">{title}</text>'
    for number, row in enumerate(card.rows):
        color, sign = shade(row.loss, labels) if row.is_choice else (UNKNOWN[0], "→")
        y = card.y + TITLE + ROW_HEIGHT * number + 12
        yield f'<text x="{card.x + 10:.0f}" y="{y:.0f}" style="fill: {color}">{sign}</text>'
        yield f'<text x="{card.x + 26:.0f}" y="{y:.0f}">{escape(row.label)}</text>'
        if row.loss is not None and row.loss >= 0.5:
            right = card.x + CARD_WIDTH - 8
            yield f'<text x="{right:.0f}" y="{y:.0f}" text-anchor="end">−{row.loss:.0f}</text>'


def _ways(chart: Chart, card: Card, row: Row, number: int) -> Iterator[str]:
    y = card.y + TITLE + ROW_HEIGHT * number + 8
    for target, told in row.targets:
        if other := chart.cards.get(target):
            left = other.x > card.x
            x1, x2 = card.x + CARD_WIDTH, other.x if left else other.x + CARD_WIDTH
            y2 = other.y + TITLE / 2
            bend = max(40.0, abs(x2 - x1) / 2)
            curve = f"M{x1:.0f} {y:.0f} C{x1 + bend:.0f} {y:.0f} {x2 + (-bend if left else bend):.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
            title = f"<title>{escape(f'{card.title} → {other.title} {told}'.strip())}</title>"
            yield f'<path class="way{" when" if told else ""}" d="{curve}">{title}</path>'


def _rect(x: float, y: float, width: float, height: float, name: str, radius: int) -> str:
    at = f'x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}"'
    return f'<rect class="{name}" {at} rx="{radius}"/>'


def mermaid(chart: Chart) -> str:
    """The chart as mermaid text: one way a line, with the choice that takes it."""
    return "\n".join(_mermaid(chart)) + "\n"


def _mermaid(chart: Chart) -> Iterator[str]:
    yield "flowchart LR"
    for box in chart.scenes:
        inside = [card for card in chart.cards.values() if box.x <= card.x <= box.x + box.width]
        yield f'  subgraph "{_plain(box.title)}"'
        yield from (f'    {_name(card)}["{_plain(card.title)}"]' for card in inside)
        yield "  end"
    for card in chart.cards.values():
        for row in card.rows:
            for target, told in row.targets:
                if target != BACK:
                    label = _plain(" ".join(part for part in (row.label, told) if part))
                    yield f'  {_name(card)} -->|"{label}"| {_name(chart.cards[target])}'


def _name(card: Card) -> str:
    return card.id.replace(".", "__")


def _plain(text: str) -> str:
    return text.replace('"', "'")
