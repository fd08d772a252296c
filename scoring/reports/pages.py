"""Reports as files: HTML in one file, tagged PDF, tables in CSV, everything in JSON. The same report gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from importlib import resources
from typing import Any, TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined

from scoring.reports.page import Link, Report, Section

Files: TypeAlias = Mapping[str, bytes]
DEMO_NOTE = "Demo data: simulated officers played these runs. No figure here is about a person."


def written(report: Report, forms: tuple[str, ...]) -> Files:
    """The report in each of the forms asked for, by file name. KeyError for an unknown form."""
    return {name: content for form in forms for name, content in FORMS[form](report).items()}


def _html(report: Report) -> Files:
    page = _templates(autoescape=True).get_template("report.html.j2").render(**_shown(report))
    return {f"{report.name}.html": page.encode()}


def _pdf(report: Report) -> Files:
    import typst

    shown = _shown(report)
    source = typst_source(shown)
    pictures = {f"{id}.svg": svg for id, svg in shown["pictures"].items()}
    with resources.as_file(resources.files("assets") / "fonts") as fonts:
        texts: Any = {"main.typ": source.encode(), **{name: svg.encode() for name, svg in pictures.items()}}
        pdf: bytes = typst.compile(
            texts,
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    return {f"{report.name}.pdf": pdf}


def typst_source(shown: Mapping[str, Any]) -> str:
    """What the PDF is set from."""
    return _templates(autoescape=False).get_template("report.typ.j2").render(**shown)


def _csv(report: Report) -> Files:
    tables = {table.name: table for section in report.sections for table in section.tables}
    return {
        f"{report.name}-{name}.csv": _rows_csv(report, table.columns, table.rows)
        for name, table in tables.items()
    }


def _rows_csv(report: Report, columns: tuple[str, ...], rows: Any) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*columns, "demo") if report.demo else columns)
    for row in rows:
        cells = [cell.text if isinstance(cell, Link) else cell for cell in row]
        writer.writerow([_inert(cell) for cell in cells] + (["yes"] if report.demo else []))
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t") else cell


def _json(report: Report) -> Files:
    told = json.dumps(asdict(report), indent=2, ensure_ascii=False, sort_keys=True)
    return {f"{report.name}.json": f"{told}\n".encode()}


FORMS: Mapping[str, Callable[[Report], Files]] = {"html": _html, "pdf": _pdf, "csv": _csv, "json": _json}


def _shown(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "pictures": {section.id: _picture(section) for section in report.sections if section.figure},
        "demo_note": DEMO_NOTE if report.demo else "",
    }


def _picture(section: Section) -> str:
    from scoring.reports.figures import draw  # matplotlib costs a second, and CSV needs none of it

    assert section.figure
    return draw(section.figure)


def _templates(autoescape: bool) -> Environment:
    found = Environment(
        loader=PackageLoader("scoring.reports", "templates"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["typ"] = partial(
        json.dumps, ensure_ascii=False
    )  # a Typst string is written as a JSON string is
    found.tests["link"] = lambda cell: isinstance(cell, Link)
    return found
