"""The chain of heads that a station signs in its record. Runs inside the record's transactions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scoring.kept import Covers, Head, Link, RunId
from scoring.rows import columns, head_of, row
from scoring.seal import StationKey, day_content

if TYPE_CHECKING:
    from sqlite_utils import Database


class HeadChain:
    """One station's heads in one database: `sign` and `sign_day` add to them, within a transaction."""

    def __init__(self, db: Database, key: StationKey, now: Callable[[], datetime]) -> None:
        self._db = db
        self._key = key
        self._station = key.station
        self._now = now

    def sign(self, run: RunId, count: int, link: Link) -> None:
        """Sign a run so far; the first time on a new day, the day before too."""
        now, last = self._utc(), self._last()
        if last and last.day != f"{now:%Y-%m-%d}":
            last = self._day_signed(now)
        self._add(self._key.head(last, Covers.RUN, run, count, link, now))

    def sign_day(self) -> None:
        """Sign the last day on which this station signed a run, unless that is done."""
        self._day_signed(self._utc())

    def _day_signed(self, now: datetime) -> Head | None:
        """The last head, now that the last day is signed; None if this station never signed."""
        last = self._last()
        if not last or last.covers is Covers.DAY:
            return last
        heads = (head_of(row) for row in self._db.execute(NEWEST_FIRST, (self._station,)))
        return self._add(self._key.head(last, Covers.DAY, last.day, *day_content(heads, last.day), now))

    def _last(self) -> Head | None:
        row = self._db.execute(f"{NEWEST_FIRST} LIMIT 1", (self._station,)).fetchone()
        return head_of(row) if row else None

    def _add(self, head: Head) -> Head:
        self._db.table("heads").insert(row(head))
        return head

    def _utc(self) -> datetime:
        return self._now().astimezone(UTC)


NEWEST_FIRST = f"SELECT {columns(Head)} FROM heads WHERE station = ? ORDER BY number DESC"
