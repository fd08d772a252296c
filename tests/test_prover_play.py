"""Loops with known answers, the budget, test-play and the kept proofs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator.authoring.page import page
from simulator.authoring.report import proof_told
from simulator.library.catalogue import shipped_folder
from simulator.model.scenario import (
    Branch,
    Drift,
    Meter,
    MeterChange,
    MeterIs,
    Moment,
    Next,
    Outcome,
    Scenario,
)
from simulator.model.scenario import Comparison as Is
from simulator.prover import prove
from simulator.prover.cache import file_of, is_beyond, load, proved_once
from simulator.prover.covering import cover
from simulator.prover.linear import Chain, solved
from simulator.prover.testplay import play
from tests.test_prover_findings import TALK, says, scenario, to


def odds(first: str, percent: int, second: str) -> Next:
    """A branch by chance."""
    return (Branch((Outcome(first, percent), Outcome(second, 100 - percent))),)


def test_a_loop_by_chance_is_worth_what_the_geometric_series_says() -> None:
    again = scenario(
        Moment(
            "a.talk",
            choices=(
                says(
                    "try",
                    (Branch((Outcome("a.talk", 50), Outcome("ending.good", 30), Outcome("ending.bad", 20))),),
                ),
            ),
        )
    )
    proof = prove(again).proof
    expected = (30 * 100 + 20 * 20) / 50
    assert (proof.best, proof.worst, proof.outlook, proof.random) == pytest.approx((expected,) * 4, abs=1e-9)


def test_staying_in_a_loop_for_ever_earns_nothing_and_the_outlook_leaves_it() -> None:
    loop = scenario(
        Moment(
            "a.talk",
            choices=(says("stay", to("a.talk")), says("risk", odds("ending.good", 50, "ending.bad"))),
        )
    )
    proof = prove(loop).proof
    assert (proof.best, proof.worst, proof.outlook, proof.random) == pytest.approx((60,) * 4, abs=1e-9)
    assert proof.endless


def test_a_gambler_s_ruin_has_its_textbook_chances() -> None:
    bets = [
        Branch(o.outcomes, (MeterIs("tension", Is.EQUAL, n),))
        for n, o in ((0, to("ending.bad")[0]), (10, to("ending.good")[0]))
    ]
    bet = (*bets, *odds("a.up", 40, "a.down"))
    ruin = scenario(
        Moment("a.talk", next=to("a.bet")),
        Moment("a.bet", choices=(says("bet", bet),)),
        Moment("a.up", effects=(MeterChange("tension", 1),), next=to("a.bet")),
        Moment("a.down", effects=(MeterChange("tension", -1),), next=to("a.bet")),
        meters={"tension": Meter(5, 0, 10)},
    )
    win = (1 - 1.5**5) / (1 - 1.5**10)
    assert prove(ruin).proof.endings["good"].random == pytest.approx(win, abs=1e-9)


def test_best_play_waits_where_time_helps_and_the_outlook_does_not() -> None:
    calm = (Branch((Outcome("ending.good"),), (MeterIs("tension", Is.BELOW, 40),)), *to("ending.bad"))
    waiting = scenario(Moment("a.talk", choices=(says("ask", calm),), drift=(Drift("tension", -5, 2000),)))
    proof = prove(waiting).proof
    assert (proof.best, proof.worst, proof.outlook) == pytest.approx((100, 20, 20))


def test_a_large_chain_is_solved_as_well_as_a_small_one() -> None:
    size = 3000
    dice = np.random.default_rng(5)
    rows = np.repeat(np.arange(size), 3)
    columns = dice.integers(0, size, 3 * size)
    chances = np.full(3 * size, 0.32)
    chain = Chain(rows, columns, chances, size, ((1500, 3000), (0, 1500)))
    b = dice.random(size)
    x = solved(chain, b)
    assert np.abs(b + chain.times(x) - x).max() < 1e-8
    y = solved(chain.turned(), b)
    assert b @ x == pytest.approx(b @ y, abs=1e-5)


def wide(moments: int = 6) -> Scenario:
    """A scenario of many situations: every moment moves a meter by one of several steps."""
    steps = [
        Moment(
            f"a.m{n}",
            choices=tuple(
                says(f"c{k}", to(f"a.m{n + 1}"), effects=(MeterChange("tension", k - 2),)) for k in range(5)
            ),
        )
        for n in range(moments)
    ]
    end = Moment(
        f"a.m{moments}",
        choices=(
            says("end", odds("ending.good", 50, "ending.bad"), when=(MeterIs("tension", Is.AT_LEAST, 50),)),
        ),
        next=to("ending.bad"),
    )
    return scenario(*steps, end)


def test_what_lay_beyond_the_budget_is_remembered_until_a_larger_one_proves_it(tmp_path: Path) -> None:
    assert not is_beyond(wide(), tmp_path, budget=20)
    assert not proved_once(wide(), tmp_path, budget=20).proof.complete
    assert is_beyond(wide(), tmp_path, budget=20)
    assert not is_beyond(wide(), tmp_path, budget=21)
    assert not is_beyond(wide(5), tmp_path, budget=20)
    assert proved_once(wide(), tmp_path).proof.complete
    assert not is_beyond(wide(), tmp_path, budget=20)


def test_over_the_budget_nothing_is_called_proved() -> None:
    proof = prove(wide(), budget=20).proof
    exact = prove(wide()).proof
    assert proof.estimated
    assert not proof.complete
    assert all(ending.reachable in (True, None) for ending in proof.endings.values())
    assert proof.worst <= exact.worst <= exact.best <= proof.best
    assert proof.bounded
    assert not exact.bounded
    low, high = proof.within["outlook"]
    assert proof.worst <= low <= exact.outlook <= high <= proof.best
    for name, worth in {**exact.strategies, "random": exact.random}.items():
        low, high = proof.within[name]
        assert low - 1 <= worth <= high + 1


def test_beyond_the_budget_whoever_tells_of_it_says_what_is_a_bound_and_what_an_estimate() -> None:
    proof = prove(wide(), budget=20).proof
    told = "\n".join(proof_told(proof))
    assert "at most" in told
    assert "at least" in told
    assert "estimated: a good officer" in told
    assert "95 % intervals: at random" in told
    assert "at most" not in "\n".join(proof_told(prove(wide()).proof))
    told = page(wide(), proof, {}, {})
    assert f"| at most {proof.best:.0f} |" in told
    assert "proved" not in told


def test_the_reduction_saves_situations_and_changes_no_answer() -> None:
    proved = prove(wide(), count_raw=True).proof
    raw = prove(wide(), reduce=False).proof
    assert proved.raw_situations == raw.situations > proved.situations
    assert (raw.best, raw.worst, raw.outlook, raw.random) == pytest.approx(
        (proved.best, proved.worst, proved.outlook, proved.random), abs=1e-9
    )


def test_test_play_tells_what_the_proof_tells() -> None:
    proof, played = prove(wide()).proof, play(wide(), 20_000, seed=3)
    assert played.worth == pytest.approx(proof.random, abs=1)
    assert played.endings["good"] / played.runs == pytest.approx(proof.endings["good"].random, abs=0.02)
    assert played.choices_made == len(played.journal.run) == sum(played.choices.values())
    assert sum(played.endings.values()) == played.runs


def test_equal_seeds_play_alike_and_others_do_not() -> None:
    one, two, other = play(wide(), 50, seed=1), play(wide(), 50, seed=1), play(wide(), 50, seed=2)
    assert one.journal.choice.tolist() == two.journal.choice.tolist()
    assert one.journal.choice.tolist() != other.journal.choice.tolist()


def test_a_strategy_plays_what_its_name_says() -> None:
    assert play(scenario(TALK), 10, strategy="last").endings == {"good": 0, "bad": 10}
    assert play(scenario(TALK), 10, strategy="first").endings == {"good": 10, "bad": 0}


def test_covering_runs_take_every_choice_that_can_be_taken() -> None:
    covered = cover(prove(wide()))
    assert covered.taken == covered.reachable == 31
    taken = {line.partition(" ")[0] for run in covered.runs for line in run}
    assert len(taken) == covered.reachable


def test_a_proof_is_kept_read_back_and_not_trusted_once_damaged(tmp_path: Path) -> None:
    first = proved_once(wide(), tmp_path)
    again = load(wide(), tmp_path)
    assert again is not None
    assert again.proof == first.proof
    assert (again.values.outlook == first.values.outlook).all()
    file = file_of(wide(), tmp_path)
    file.write_bytes(file.read_bytes()[:-200])
    assert load(wide(), tmp_path) is None
    assert proved_once(wide(), tmp_path).proof == first.proof
    other = replace(wide(), title="Another")
    assert load(other, tmp_path) is None


CODES = """
import sys
from pathlib import Path
from simulator.library.load import load_file
from simulator.prover import prove
explored = prove(load_file(Path(sys.argv[1])).scenario).explored
print([(sheet.stop, sheet.codes.tolist()) for sheet in explored.sheets])
"""


def test_two_processes_write_a_situation_alike(tmp_path: Path) -> None:
    """What is kept by one is read by another: nothing may hang on the order of a set."""
    file = str(shipped_folder() / "deaf_driver" / "scenario.yaml")
    told = [
        subprocess.run(
            [sys.executable, "-c", CODES, file],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    ]
    assert told[0] == told[1]


def test_the_oldest_proofs_go_when_the_folder_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved_once(wide(), tmp_path)
    old = file_of(wide(), tmp_path)
    os.utime(old, (1, 1))
    monkeypatch.setattr("simulator.prover.cache.ROOM", old.stat().st_size * 3 // 2)
    new = replace(wide(), title="Another")
    proved_once(new, tmp_path)
    assert file_of(new, tmp_path).exists()
    assert not old.exists()
