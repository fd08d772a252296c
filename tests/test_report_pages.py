"""Reports as their readers get them: what a PDF and a page say to those who cannot see them, and what a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from scoring.reports.columns import GAP, column_shares, is_number_column
from scoring.reports.figures import draw
from scoring.reports.page import (
    Control,
    Course,
    Courses,
    Figure,
    FunnelDrawn,
    Interval,
    Intervals,
    Link,
    Opens,
    Report,
    Section,
    Shares,
    Steps,
    Table,
)
from scoring.reports.pages import written

LEVELS = (
    Interval("Listening", 0.6, 0.5, 0.7, "solid · n 30"),
    Interval("Care", None, told="not enough data"),
)
FIGURES: tuple[Figure, ...] = (
    Intervals("Levels by dimension: Listening 60 %.", "level", LEVELS, marks=((0.5, "solid"),)),
    Courses("Levels over time.", (Course("Listening", LEVELS[:1] * 3), Course("Care", LEVELS[1:] * 3))),
    Control("Losses over 3 points.", "points lost", ("a", "b", "c"), (1, 2, 3), 2.0, 1.0, 3.0, (2,)),
    FunnelDrawn(
        "A funnel of 1 unit.",
        "points lost",
        1.0,
        (("North", 9, 1.1),),
        ((2, 0, 0.5, 1.5, 2), (12, 0.8, 0.9, 1.1, 1.2)),
        ("North",),
    ),
    Shares("Shares by band.", ("better", "same", "worse"), (("Listening", (0.5, 0.47, 0.03)),)),
)
NUMBERS = Table(
    "numbers",
    "Numbers by dimension",
    ("Dimension", "Level", "95 % interval", "Runs", ""),
    (
        ("Listening", "62\N{NO-BREAK SPACE}%", "48\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}75\N{NO-BREAK SPACE}%",
         Opens("1,204", (Link("June 3", "run-a"),), "1,203 older"), Link("to it", "run-a")),
        ("Care", "not enough data", "", Opens("0", ()), ""),
    ),
)  # fmt: skip
RUNS = Table(
    "runs",
    "The runs",
    ("Day", "Decisions"),
    (("2026-06-03", Steps("2", (("run-a-1", "porch.arrive: hear"), ("run-a-2", "porch.ask: wait")))),),
    ("run-a",),
    folded=True,
)
ODD = Table("odd", "Odd cells", ("Name", "r"), (("=1+1", "-0.25"), ("-cmd|x", "@SUM(A1)"), ("\r=1", "＝1")))
REPORT = Report(
    name="a-report",
    title="Listening is 62 % (48 to 75 %, n 30)",
    about="Unit Nørth, Ng\N{LATIN SMALL LETTER U WITH HORN}\N{COMBINING TILDE} 李",  # two letters need the second font, one is in none
    basis="3 runs of 2 officers.",
    sections=(
        *(
            Section(f"s{n}", f"Finding {n}", ("Said of it.",), (NUMBERS,), figure)
            for n, figure in enumerate(FIGURES)
        ),
        Section("runs", "1 run", (), (RUNS, ODD)),
    ),
    method=("How it was made.",),
    settings="prior = 2.0",
    demo=False,
)


@cache
def pdf() -> pikepdf.Pdf:
    [content] = written(REPORT, ("pdf",)).values()
    return pikepdf.open(io.BytesIO(content))


def elements(its: Any) -> Iterator[Any]:
    """The elements of the structure, parents first."""
    if isinstance(its, pikepdf.Array):
        for each in its:
            yield from elements(each)
    elif isinstance(its, pikepdf.Dictionary):
        if "/S" in its:
            yield its
        if "/K" in its:
            yield from elements(its.K)


def of_kind(*kinds: str) -> list[Any]:
    return [each for each in elements(pdf().Root.StructTreeRoot) if str(each.S) in kinds]


def test_the_pdf_says_that_it_is_tagged_in_which_language_and_under_which_title() -> None:
    root = pdf().Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with pdf().open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == REPORT.title


def test_every_figure_in_the_pdf_has_the_words_that_stand_for_it() -> None:
    assert [str(each.Alt) for each in of_kind("/Figure")] == [figure.alt for figure in FIGURES]


def test_every_heading_cell_in_the_pdf_says_what_it_heads() -> None:
    tables = of_kind("/Table")
    assert len(tables) == len(FIGURES) + 1
    for table in tables:
        heads = [each for each in elements(table.K) if str(each.S) == "/TH"]
        assert heads
        assert all("/Column" in [str(its.get("/Scope")) for its in head.A] for head in heads)


def test_headings_in_the_pdf_begin_at_one_and_skip_none() -> None:
    levels = [int(str(each.S)[2:]) for each in of_kind("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_whatever_the_pdf_shows_belongs_to_its_structure_or_is_marked_as_not_content() -> None:
    for page in pdf().pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            depth += name in ("BMC", "BDC")
            depth -= name == "EMC"
            assert depth or name not in ("Tj", "TJ", "Do", "f", "S", "B"), name
        assert page.obj.get("/StructParents") is not None
        assert str(page.obj.Tabs) == "/S"
        assert all("/Contents" in link for link in page.obj.get("/Annots", []))


def test_every_letter_in_the_pdf_is_a_letter_when_it_is_copied() -> None:
    fonts = [font for page in pdf().pages for font in page.resources.Font.values()]
    assert fonts
    assert all("/ToUnicode" in font for font in fonts)


def page() -> str:
    [content] = written(REPORT, ("html",)).values()
    return content.decode()


def test_a_page_has_each_figure_for_a_desk_and_for_a_phone() -> None:
    for width in ("broad", "narrow"):
        assert page().count(f'<img class="{width}" src="data:image/svg+xml;base64,') == len(FIGURES)
    assert "@media screen and (max-width: 40rem) {\n  figure .broad { display: none; }" in page()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
def test_a_phones_figure_is_half_as_wide_and_as_it_was_when_it_is_drawn_again(figure: Figure) -> None:
    broad, narrow = draw(figure), draw(figure, narrow=True)
    assert 'width="518.4pt"' in broad
    assert 'width="266.4pt"' in narrow
    assert narrow == draw(figure, narrow=True)


def test_a_number_opens_into_its_runs_and_a_run_into_its_moments() -> None:
    assert '<summary>1,204</summary><a href="#run-a">June 3</a>1,203 older</details>' in page()
    assert '<li id="run-a-2">porch.ask: wait</li>' in page()
    assert "<td>0</td>" in page().replace(' class="n"', "")  # nothing to open


def test_numbers_stand_to_the_right_and_widths_follow_what_is_told() -> None:
    assert [is_number_column(NUMBERS, n) for n in range(5)] == [False, True, False, True, False]
    name, level, between, runs = column_shares(NUMBERS)  # and none for the one that only leads elsewhere
    assert between > name > runs
    assert level == len("not enough data") + GAP


def cells(name: str) -> list[list[str]]:
    content = written(REPORT, ("csv",))[f"a-report-{name}.csv"]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_spreadsheet_reads_shares_as_numbers_and_every_column_has_a_name() -> None:
    assert cells("numbers") == [
        ["Dimension", "Level", "95 % interval", "Runs"],
        ["Listening", "62%", "48 to 75%", "1,204"],
        ["Care", "not enough data", "", "0"],
    ]


def test_no_cell_is_a_formula_and_a_negative_number_stays_one() -> None:
    assert cells("odd")[1:] == [["'=1+1", "-0.25"], ["'-cmd|x", "'@SUM(A1)"], ["'\r=1", "'＝1"]]
