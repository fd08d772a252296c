"""Proofs kept in a folder, so that a scenario is proved once: by its digest, checked on reading, safe to delete.

proved_once(scenario, folder)      # from the folder, or proved now and kept there
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.identity import digest
from simulator.model.outlook import BUDGET, EPSILON, EndingProof, Proof
from simulator.model.scenario import Scenario
from simulator.prover.explore import Progress
from simulator.prover.explored import Explored, Group, Known, Sheet
from simulator.prover.proved import Proved, prove
from simulator.prover.solve import Values
from simulator.prover.witness import Witness

ROOM = 2_000_000_000  # bytes that all proofs kept in a folder may take
VERSION = 6  # of what is kept here, and of the prover's answers: raise it when either changes


def proved_once(
    scenario: Scenario,
    folder: Path,
    *,
    epsilon: float = EPSILON,
    budget: int = BUDGET,
    progress: Progress | None = None,
) -> Proved:
    """The proof kept in the folder, or a new one, which is then kept. A folder that cannot be written is no error."""
    if proved := load(scenario, folder, epsilon=epsilon):
        return proved
    proved = prove(scenario, epsilon=epsilon, budget=budget, progress=progress)
    with suppress(OSError):
        save(proved, folder)
        if not proved.proof.complete:
            _mark_of(scenario, folder, epsilon).write_text(str(budget))
    return proved


def is_beyond(scenario: Scenario, folder: Path, *, epsilon: float = EPSILON, budget: int = BUDGET) -> bool:
    """True where a proof was tried with this budget or a larger one, and was not reached."""
    try:
        tried = int(_mark_of(scenario, folder, epsilon).read_text())
    except (OSError, ValueError):
        return False
    return tried >= budget and not file_of(scenario, folder, epsilon).exists()


def _mark_of(scenario: Scenario, folder: Path, epsilon: float) -> Path:
    return file_of(scenario, folder, epsilon).with_suffix(".beyond")


def file_of(scenario: Scenario, folder: Path, epsilon: float = EPSILON) -> Path:
    """Where the proof of this scenario is kept."""
    return folder / f"{digest(scenario)[:32]}-{VERSION}-{epsilon:g}.npz"


def save(proved: Proved, folder: Path) -> None:
    """Keep a complete proof; an estimate is not worth keeping. Readers see the old file or the new one, never half."""
    folder.mkdir(parents=True, exist_ok=True)
    if not proved.proof.complete or not proved.reduce:
        return
    target = file_of(proved.scenario, folder, proved.proof.epsilon)
    with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        np.savez(part, **_arrays(proved))  # type: ignore[arg-type]
    Path(part.name).replace(target)
    _let_go_of_the_oldest(folder)


def _let_go_of_the_oldest(folder: Path) -> None:
    """Keep no more than there is room for: an author makes a new proof with each change of a word."""
    room = ROOM
    for file in sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True):
        room -= file.stat().st_size
        if room < 0:
            file.unlink(missing_ok=True)


def load(scenario: Scenario, folder: Path, *, epsilon: float = EPSILON) -> Proved | None:
    """The proof kept for this very scenario; None where there is none or the file is damaged."""
    try:
        with np.load(file_of(scenario, folder, epsilon), allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        told = json.loads(arrays["told"].tobytes())
        proof = _proof(told["proof"])
        if proof.digest != digest(scenario):
            return None
        return Proved(scenario, proof, _explored(arrays), _values(arrays, told), _witness(told))
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def _arrays(proved: Proved) -> Mapping[str, NDArray[Any]]:
    explored, values = proved.explored, proved.values
    sheets = explored.sheets
    arrays: dict[str, NDArray[Any]] = {
        "told": np.frombuffer(json.dumps(_told(proved)).encode(), np.uint8),
        "action_from": explored.action_from,
        "action": explored.action,
        "outcome": explored.outcome,
        "start": explored.start,
        "start_chance": explored.start_chance,
        "sheets": np.array(
            [(*s.stop, s.first, len(s.codes), s.codes.dtype.itemsize) for s in sheets], np.int64
        ),
        "codes": np.frombuffer(b"".join(sheet.codes.tobytes() for sheet in sheets), np.uint8),
        "waves": np.array([wave for group in explored.groups for wave in group.waves], np.int64),
        "groups": np.array([len(group.waves) for group in explored.groups], np.int64),
        "best": values.best,
        "worst": values.worst,
        "outlook": values.outlook,
        "random": values.random,
    }
    if explored.outcome_from is not None:
        arrays["outcome_from"] = explored.outcome_from
    if explored.chance is not None:
        arrays["chance"] = explored.chance
    return arrays


def _told(proved: Proved) -> dict[str, Any]:
    witness = proved.witness
    return {
        "proof": asdict(proved.proof),
        "endings": proved.explored.endings,
        "endless": proved.values.endless,
        "error": proved.values.error,
        **{name: sorted(getattr(witness, name)) for name in ("seen", "held", "failed", "uneven")},
    }


def _proof(told: dict[str, Any]) -> Proof:
    endings = {id: EndingProof(**each) for id, each in told["endings"].items()}
    return Proof(**{**told, "endings": endings})


def _explored(arrays: Mapping[str, NDArray[Any]]) -> Explored:
    sheets, at = [], 0
    known: dict[tuple[int, int], Known] = {}
    for moment, instant, first, count, width in arrays["sheets"].tolist():
        kind = np.dtype(f"u{width}") if width <= 8 else np.dtype(f"S{width}")
        codes = arrays["codes"][at : at + count * width].view(kind)
        at += count * width
        sheets.append(Sheet((moment, instant), first, codes))
        known.setdefault((moment, instant), Known()).add(codes, first)
    edges = np.cumsum(arrays["groups"])[:-1]
    return Explored(
        action_from=arrays["action_from"],
        action=arrays["action"],
        outcome_from=arrays.get("outcome_from"),
        outcome=arrays["outcome"],
        chance=arrays.get("chance"),
        start=arrays["start"],
        start_chance=arrays["start_chance"],
        sheets=tuple(sheets),
        groups=tuple(Group(tuple(waves.tolist())) for waves in np.split(arrays["waves"], edges)),
        known=known,
        endings=json.loads(arrays["told"].tobytes())["endings"],
        complete=True,
    )


def _values(arrays: Mapping[str, NDArray[Any]], told: dict[str, Any]) -> Values:
    best, worst, outlook, random = (arrays[name] for name in ("best", "worst", "outlook", "random"))
    return Values(best, worst, outlook, random, told["error"], told["endless"])


def _witness(told: dict[str, Any]) -> Witness:
    witness = Witness()
    for name in ("seen", "held", "failed", "uneven"):
        getattr(witness, name).update(tuple(each) for each in told[name])
    return witness
