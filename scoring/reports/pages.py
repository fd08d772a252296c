"""Reports as files: HTML in one file, tagged PDF, tables in CSV, everything in JSON. The same report gives the same bytes."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial
from importlib import resources
from typing import Any, TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined

from scoring.reports.columns import column_shares, is_number_column, is_one_word, shown_columns
from scoring.reports.page import Cell, Figure, Link, Opens, Report, Section, Steps, Table, text_of
from scoring.reports.sheets import table_csv
from scoring.reports.wording import many

Files: TypeAlias = Mapping[str, bytes]
DEMO_NOTE = "Demo data: simulated officers played these runs. No figure here is about a person."
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
SHORT = 14  # rows of a table that paper keeps on one page


def written(report: Report, forms: tuple[str, ...]) -> Files:
    """The report in each of the forms asked for, by file name. KeyError for an unknown form."""
    return {name: content for form in forms for name, content in FORMS[form](report).items()}


def _html(report: Report) -> Files:
    pictures = {
        id: {"broad": _inlined(_drawn(figure)), "narrow": _inlined(_drawn(figure, narrow=True))}
        for id, figure in _figures(report).items()
    }
    page = (
        _templates(autoescape=True).get_template("report.html.j2").render(**_shown(report), pictures=pictures)
    )
    return {f"{report.name}.html": page.encode()}


def _pdf(report: Report) -> Files:
    import typst

    pictures = {f"{id}.svg": _drawn(figure).encode() for id, figure in _figures(report).items()}
    with resources.as_file(resources.files("assets") / "fonts") as fonts:
        texts: Any = {"main.typ": typst_source(report).encode(), **pictures}
        pdf: bytes = typst.compile(
            texts,
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    return {f"{report.name}.pdf": pdf}


def typst_source(report: Report) -> str:
    """What the PDF is set from."""
    return _templates(autoescape=False).get_template("report.typ.j2").render(**_shown(report))


def _csv(report: Report) -> Files:
    tables = {table.name: table for section in report.sections for table in section.tables}
    return {f"{report.name}-{name}.csv": table_csv(table, demo=report.demo) for name, table in tables.items()}


def _json(report: Report) -> Files:
    bare = replace(report, sections=tuple(map(_without_lists, report.sections)))
    told = json.dumps(asdict(bare), indent=2, ensure_ascii=False, sort_keys=True)
    return {f"{report.name}.json": f"{told}\n".encode()}


def _without_lists(section: Section) -> Section:
    """A section whose cells list no runs and no moments: those have their own tables."""
    return replace(section, tables=tuple(replace(table, rows=_bare_rows(table)) for table in section.tables))


def _bare_rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(cell.text if isinstance(cell, Opens | Steps) else cell for cell in row) for row in table.rows
    )


FORMS: Mapping[str, Callable[[Report], Files]] = {"html": _html, "pdf": _pdf, "csv": _csv, "json": _json}


def _shown(report: Report) -> dict[str, Any]:
    return {"report": report, "demo_note": DEMO_NOTE if report.demo else "", "short": SHORT}


def _figures(report: Report) -> Mapping[str, Figure]:
    return {section.id: section.figure for section in report.sections if section.figure}


def _drawn(figure: Figure, *, narrow: bool = False) -> str:
    from scoring.reports.figures import draw  # matplotlib costs a second, and CSV needs none of it

    return draw(figure, narrow=narrow)


def _inlined(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _typst_string(text: str) -> str:
    """The text as Typst writes it, which is as JSON does; a letter that our fonts do not have stands as �."""
    from scoring.reports.figures.canvas import letters_known

    known = letters_known()
    written = "".join(letter if letter in known or letter.isspace() else UNKNOWN for letter in text)
    return json.dumps(written, ensure_ascii=False)


def _templates(autoescape: bool) -> Environment:
    found = Environment(
        loader=PackageLoader("scoring.reports", "templates"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["typ"] = _typst_string
    found.filters["text"] = text_of
    found.filters["rows"] = partial(many, word="row")
    found.filters["shares"] = column_shares
    found.filters["shown"] = shown_columns
    found.tests |= {
        "link": lambda cell: isinstance(cell, Link),
        "opening": lambda cell: isinstance(cell, Opens) and bool(cell.runs or cell.rest),
        "steps": lambda cell: isinstance(cell, Steps),
        "one_word": is_one_word,
        "number_column": is_number_column,
    }
    return found
