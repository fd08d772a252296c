"""levelhead graph: draws a scenario as SVG or mermaid, with what each choice costs and what no run can reach."""

from __future__ import annotations

from argparse import Namespace

from scoring.judged import Label
from scoring.settings import house_settings
from simulator.authoring.chart import Chart, chart_of
from simulator.authoring.drawing import mermaid, svg
from simulator.commands.house import cache_folder, writing
from simulator.commands.named import named_scenario
from simulator.commands.progress import progress
from simulator.foresight import foresee
from simulator.model.scenario import Scenario
from simulator.prover.scored import likely_losses
from simulator.prover.unreached import unreached


def graph(options: Namespace) -> int:
    """Draw the scenario into a file, or onto the screen."""
    scenario = named_scenario(options.path)
    chart = _proven_chart(scenario)
    drawn = mermaid(chart) if options.format == "mermaid" else svg(chart, _labels())
    if options.out:
        with writing(options.out):
            options.out.write_text(drawn, encoding="utf-8")
        print(f"{options.out} shows {scenario.title}.")
    else:
        print(drawn, end="")
    return 0


def _labels() -> list[tuple[str, float]]:
    """What losses are called here, and from which."""
    return [
        (label.value, start)
        for label, start in zip(Label, (0.0, *house_settings().losses.limits), strict=True)
    ]


def _proven_chart(scenario: Scenario) -> Chart:
    """The chart with the loss of each choice at its likeliest situation; bare where the proof was cut short."""
    with progress(f"Exploring {scenario.id}") as tell:
        proved = foresee(scenario, cache_folder(), progress=tell)
    if not proved.proof.complete:
        return chart_of(scenario)
    losses = {(each.moment, each.choice): each.loss for each in likely_losses(proved)}
    return chart_of(scenario, losses, unreached(scenario, proved))
