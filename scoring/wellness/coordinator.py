"""The coordinator, who is neither administrator nor supervisor: alone opens the sealed rows, and makes each quarter's tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from scoring.stretch import STRONG, Stretch
from scoring.wellness.instruments import Instrument, InstrumentId, house_instruments
from scoring.wellness.keys import KeyChanged, UnreadableLetter, WellnessError, new_key, new_lock, unseal
from scoring.wellness.quarters import Quarter
from scoring.wellness.rows import ROW, SealedRow, unfold_row
from scoring.wellness.store import Appointed, Store
from scoring.wellness.trend import FigureId
from scoring.wellness.unit import Reader, Scale, Unit, UnitRow, UnitTable, for_reader, unit_table

WHOSE = "coordinator"  # what the coordinator's lock is bound to


def appoint(store: Store, name: str, passphrase: str, stretch: Stretch = STRONG) -> str:
    """Make the coordinator's keys, which the coordinator does in person; the recovery code to print."""
    lock, code = new_lock(new_key(), passphrase, WHOSE, stretch)
    store.appoint(Appointed(name, lock))
    return code


def recover(store: Store, code: str, new_passphrase: str, stretch: Stretch = STRONG) -> str:
    """Put a new passphrase in the place of the coordinator's forgotten one; the new recovery code."""
    appointed = _appointed(store)
    private = appointed.lock.opened_by_code(code, WHOSE)
    lock, new_code = new_lock(private, new_passphrase, WHOSE, stretch)
    store.appoint(Appointed(appointed.name, lock))
    return new_code


def open_rows(
    store: Store,
    passphrase: str,
    *,
    instruments: Mapping[InstrumentId, Instrument] | None = None,
    today: Callable[[], date] = date.today,
) -> Coordinator:
    """The coordinator at work; WrongSecret if the passphrase does not open the key."""
    lock = _appointed(store).lock
    private = lock.opened_by_passphrase(passphrase, WHOSE)
    if not lock.fits(private):
        raise KeyChanged(
            "Somebody has put another key in the place of yours: rows given since then may be readable to them. Tell "
            "the officers. Setting a new passphrase with the recovery code puts your key back."
        )
    return Coordinator(store, private, house_instruments() if instruments is None else instruments, today)


def tables_of(store: Store, quarter: Quarter, reader: Reader) -> tuple[UnitTable, ...]:
    """The tables of a quarter as that reader may see them; none if the coordinator has not made them."""
    written = store.tables(str(quarter))
    return tuple(for_reader(_table(each, quarter), reader) for each in json.loads(written)) if written else ()


class Coordinator:
    """Opens rows in memory only to make tables of them; shows no row."""

    def __init__(
        self,
        store: Store,
        private: X25519PrivateKey,
        instruments: Mapping[InstrumentId, Instrument],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._private = private
        self._instruments = instruments
        self._today = today

    def make_tables(self, quarter: Quarter, units: Collection[Unit]) -> tuple[UnitTable, ...]:
        """Make and keep a quarter's tables, over all units of the agency. They are made once: a second one, of a few
        people more, would tell of those few. While none of them would show a figure, none is kept."""
        if not quarter.is_closed(self._today()):
            raise WellnessError(f"{quarter} is not over yet. Tables are made when a quarter has closed.")
        rows = [row for row in self._rows() if row.quarter == quarter]
        if unknown := {row.unit for row in rows} - set(units):
            raise WellnessError(
                f"Rows name units that are not listed: {', '.join(sorted(unknown))}. List all units."
            )
        tables = tuple(self._tables(quarter, rows, units))
        if not any(row.mean is not None for table in tables for row in (*table.rows, table.together)):
            raise WellnessError(
                f"No figure of {quarter} can be shown yet: too few have given a row. Nothing was made; ask again later."
            )
        self._store.put_tables(str(quarter), json.dumps([_written(table) for table in tables]))
        return tables

    def _rows(self) -> Iterable[SealedRow]:
        for letter in self._store.sealed_rows():
            try:
                row = unfold_row(unseal(letter, self._private, ROW))
            except (UnreadableLetter, ValueError):
                continue  # sealed to a coordinator before, or damaged
            yield row

    def _tables(
        self, quarter: Quarter, rows: Iterable[SealedRow], units: Collection[Unit]
    ) -> Iterable[UnitTable]:
        scores: defaultdict[FigureId, defaultdict[Unit, list[float]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            for figure, mean in row.means.items():
                scores[figure][row.unit].append(mean)
        for figure in sorted(scores):
            if instrument := self._instruments.get(figure.split("/")[0]):
                yield unit_table(figure, quarter, _scale(instrument), scores[figure], units)


def _appointed(store: Store) -> Appointed:
    if appointed := store.coordinator():
        return appointed
    raise WellnessError("No coordinator is appointed here. Appoint one: peer support or a chaplain, say.")


def _scale(instrument: Instrument) -> Scale:
    low, high = instrument.span
    return Scale(low, high, instrument.line)


def _written(table: UnitTable) -> Any:
    return {"figure": table.figure, "rows": [asdict(row) for row in (*table.rows, table.together)]}


def _table(written: Any, quarter: Quarter) -> UnitTable:
    *rows, together = (UnitRow(**row) for row in written["rows"])
    return UnitTable(written["figure"], quarter, tuple(rows), together)
