"""How the columns of a table are set: which hold numbers, which stay on one line, how wide each is (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scoring.reports.page import Cell, Table, text_of
from scoring.reports.wording import NOT_ENOUGH

NUMBER = re.compile(r"[−-]?[\d,]+(\.\d+)?(\s?%)?( of [\d,]+)?")
ONE_WORD = 22  # letters that are not broken: a date, an id
NARROWEST, WIDEST, GAP = 4, 34, 3  # letters


def shown_columns(table: Table) -> tuple[int, ...]:
    """The columns of a table on paper: without those that only lead elsewhere."""
    return tuple(n for n, column in enumerate(table.columns) if column)


def is_number_column(table: Table, column: int) -> bool:
    """True where every cell is a number or says that there is none; those stand to the right."""
    texts = [text for text in _column(table, column) if text not in ("", NOT_ENOUGH)]
    return bool(texts) and column > 0 and all(NUMBER.fullmatch(text) for text in texts)


def is_one_word(cell: Cell) -> bool:
    """True for what should not be broken over two lines, such as a date."""
    return len(text := text_of(cell)) <= ONE_WORD and " " not in text


def column_shares(table: Table) -> tuple[int, ...]:
    """How much of the width each column gets on paper, by what stands in it."""
    return tuple(
        min(WIDEST, max(NARROWEST, _longest_word(table.columns[n]), *map(len, _column(table, n))) + GAP)
        for n in shown_columns(table)
    )


def _column(table: Table, column: int) -> Iterable[str]:
    return [text_of(row[column]) for row in table.rows]


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
