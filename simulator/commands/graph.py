"""levelhead graph: draws a scenario as SVG or mermaid."""

from __future__ import annotations

from argparse import Namespace

from scoring.rubric_file import core_rubric
from simulator.authoring.chart import chart_of
from simulator.authoring.drawing import mermaid, svg
from simulator.commands.house import writing
from simulator.library.load import load_file
from simulator.shelf import vocabulary


class CannotDraw(Exception):
    """The scenario cannot be drawn; the sentence is for a person."""


def graph(options: Namespace) -> int:
    """Draw the scenario into a file, or onto the screen."""
    scenario = load_file(options.path, vocabulary(core_rubric())).scenario
    if not scenario:
        raise CannotDraw(f"{options.path} has mistakes: `levelhead check {options.path}` tells which.")
    drawn = (mermaid if options.format == "mermaid" else svg)(chart_of(scenario))
    if options.out:
        with writing(options.out):
            options.out.write_text(drawn, encoding="utf-8")
        print(f"{options.out} shows {scenario.title}.")
    else:
        print(drawn, end="")
    return 0
