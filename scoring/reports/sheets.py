"""A report's tables as CSV that a spreadsheet opens: no formula, no space that it cannot read, no column without a name."""

from __future__ import annotations

import csv
import io

from scoring.reports.page import Cell, Table, text_of

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table_csv(table: Table, *, demo: bool) -> bytes:
    """The table as UTF-8 with its mark, which Excel wants; demo data say so in every row."""
    kept = [number for number, column in enumerate(table.columns) if column]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*(_inert(table.columns[n]) for n in kept), *(["demo"] if demo else [])])
    writer.writerows([*(_inert(row[n]) for n in kept), *(["yes"] if demo else [])] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: Cell) -> str:
    """A cell that a spreadsheet does not take for a formula; "62 %" as it reads numbers."""
    text = text_of(cell).replace("\N{NO-BREAK SPACE}%", "%").replace("\N{NO-BREAK SPACE}", " ")
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
