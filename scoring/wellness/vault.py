"""The officer's way into the wellness room: writing needs no passphrase, reading does. Alone joins keys and file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from scoring.stretch import STRONG, Stretch
from scoring.wellness.checkin import Answered
from scoring.wellness.envelopes import fold, unfold
from scoring.wellness.instruments import (
    Instrument,
    InstrumentId,
    Outcome,
    house_instruments,
    outcome,
)
from scoring.wellness.keys import (
    KeyChanged,
    Lock,
    UnreadableLetter,
    WellnessError,
    lock_without_key,
    new_key,
    new_lock,
    private_name,
    seal,
    unseal,
)
from scoring.wellness.quarters import Quarter
from scoring.wellness.rows import ROW, SealedRow, fold_row
from scoring.wellness.store import Appointed, Store
from scoring.wellness.trend import TrainingDay, Trend, quarter_means, trend


class Wellness:
    """One officer, known by a pseudonym, before one wellness file. Any method may raise WellnessError.

    The file looks the same whether the officer has enrolled or not, and so do the envelopes, answered or empty: the
    program cannot tell either. Who has not enrolled gets envelopes that nobody can ever open.
    """

    def __init__(
        self,
        path: Path | None,
        officer: str,
        *,
        instruments: Mapping[InstrumentId, Instrument] | None = None,
        stretch: Stretch = STRONG,
        today: Callable[[], date] = date.today,
        store: Store | None = None,
    ) -> None:
        self._store = store or Store(path)
        self._officer = officer
        self._instruments = house_instruments() if instruments is None else instruments
        self._stretch = stretch
        self._today = today

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def enrol(self, passphrase: str) -> str:
        """Make the officer's keys; the recovery code is to be printed. What an earlier key could read is lost."""
        return self._lock_up(new_key(), passphrase)

    def put(self, answered: Sequence[Answered] = ()) -> None:
        """Leave one envelope at sign-out, answered or empty; no passphrase is needed."""
        for each in answered:
            self.outcome(each)
        letter, public = fold(answered), self._lock().public
        self._store.add(
            self._officer, self._today(), lambda number: seal(letter, public, _about(self._officer, number))
        )

    def outcome(self, answered: Answered) -> Outcome:
        """What the answers are worth, for the officer to see at once; InstrumentError if they cannot be given."""
        if answered.instrument not in self._instruments:
            raise WellnessError(f"There is no instrument {answered.instrument} here.")
        return outcome(self._instruments[answered.instrument], answered.answers)

    def monthly_is_offered(self) -> bool:
        """True until the first sign-out of a month: the file does not tell whether the questions were answered."""
        return not self._store.signed_out_in(self._officer, self._today())

    def open(self, passphrase: str, *, although_changed: bool = False) -> Vault:
        """The officer's own answers, once a session; WrongSecret if the passphrase does not open them.

        KeyChanged if somebody has put another public key in the place of the officer's; unless that is known.
        """
        lock = self._lock()
        private = lock.opened_by_passphrase(passphrase, self._officer)
        if not lock.fits(private) and not although_changed:
            raise KeyChanged(
                "Somebody has put another key in the place of yours: what was written since then may be readable to "
                "them. Tell whom you trust. Your older answers still open; changing your passphrase puts your key back."
            )
        return self._vault(private)

    def recover(self, code: str, new_passphrase: str) -> str:
        """Put a new passphrase in the place of a forgotten one; the new recovery code. WrongSecret if the code is wrong."""
        return self._lock_up(self._lock().opened_by_code(code, self._officer), new_passphrase)

    def destroy(self) -> None:
        """Destroy the officer's key without the passphrase, where the officer is erased as a person: then nobody could
        come to open the answers again. No file is changed in which nothing of this officer lies."""
        if self._store.lock(self._officer):
            self._store.put_lock(self._officer, lock_without_key(self._stretch))

    def coordinator(self) -> Appointed | None:
        """Who would open the unit's rows, to be shown with the key's fingerprint before anything is given."""
        return self._store.coordinator()

    def _lock(self) -> Lock:
        """The officer's lock; if there is none yet, one to which nobody has the key."""
        lock = self._store.lock(self._officer)
        return lock or self._store.first_lock(self._officer, lock_without_key(self._stretch))

    def _lock_up(self, private: X25519PrivateKey, passphrase: str) -> str:
        lock, code = new_lock(private, passphrase, self._officer, self._stretch)
        self._store.put_lock(self._officer, lock)
        return code

    def _vault(self, private: X25519PrivateKey) -> Vault:
        return Vault(self._store, self._officer, private, self._instruments, self._stretch, self._today)


class Vault:
    """An officer's own answers, opened: keep it no longer than the session."""

    def __init__(
        self,
        store: Store,
        officer: str,
        private: X25519PrivateKey,
        instruments: Mapping[InstrumentId, Instrument],
        stretch: Stretch,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._officer = officer
        self._private: X25519PrivateKey | None = private
        self._instruments = instruments
        self._stretch = stretch
        self._today = today

    def answered(self) -> tuple[Answered, ...]:
        """Every answer that was ever put, oldest first."""
        return tuple(each for letter in self._letters() if letter is not None for each in unfold(letter))

    def unreadable(self) -> int:
        """How many envelopes since the first readable one do not open: more than 0 means that the file was changed."""
        opened = [letter is not None for letter in self._letters()]
        return opened[opened.index(True) :].count(False) if True in opened else 0

    def trend(self, training: Sequence[TrainingDay] = ()) -> Trend:
        """The numbers of the officer's own report; the training load comes from whoever shows it."""
        return trend(self.answered(), self._instruments, training)

    def export(self, path: Path) -> None:
        """Write all answers, with the questions' words, into a file for the officer's eyes alone; never over another."""
        written = json.dumps(self._told(self.answered()), indent=2, ensure_ascii=False) + "\n"
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(written.encode())
        except OSError as error:
            raise WellnessError(f"{path} cannot be written: {error.strerror}. Give another file.") from error

    def change_passphrase(self, new: str) -> str:
        """Lock the same key anew; the new recovery code, which makes the old one worthless."""
        lock, code = new_lock(self._key(), new, self._officer, self._stretch)
        self._store.put_lock(self._officer, lock)
        return code

    def contribute(self, quarter: Quarter, unit: str, appointed: Appointed) -> bool:
        """Seal one row with the officer's quarter means to the coordinator shown; False if there is nothing to give.

        The row's name is one that only this officer's key could make: giving it twice changes nothing.
        """
        if not quarter.is_closed(self._today()):
            raise WellnessError(f"{quarter} is not over yet. Rows are added when a quarter has closed.")
        means = quarter_means(self.answered(), self._instruments, quarter)
        if means:
            letter = fold_row(SealedRow(quarter, unit, means))
            self._store.add_row(
                private_name(self._key(), f"row {quarter}"), seal(letter, appointed.lock.public, ROW)
            )
        return bool(means)

    def erase(self) -> None:
        """Destroy the key: nobody can ever read the answers again. The envelopes stay, and audits go on to verify."""
        self._store.put_lock(self._officer, lock_without_key(self._stretch))
        self._private = None

    def _key(self) -> X25519PrivateKey:
        if self._private is None:
            raise WellnessError("These answers were erased. Nobody can read them any more.")
        return self._private

    def _letters(self) -> Iterable[bytes | None]:
        key = self._key()
        for envelope in self._store.envelopes_of(self._officer):
            try:
                yield unseal(envelope.letter, key, _about(self._officer, envelope.number))
            except UnreadableLetter:
                yield None  # from before enrolment, or changed

    def _told(self, answered: Iterable[Answered]) -> Any:
        return [self._told_one(each, self._instruments.get(each.instrument)) for each in answered]

    def _told_one(self, each: Answered, instrument: Instrument | None) -> Any:
        facts = {"day": each.day.isoformat(), "occasion": each.occasion.value, "scenario": each.scenario}
        if instrument is None or instrument.version != each.version:
            return facts | {"instrument": each.instrument, "answers": each.answers}
        worth = outcome(instrument, each.answers)
        questions = [
            {
                "question": item.text,
                "answer": value,
                "means": {anchor.value: anchor.label for anchor in instrument.anchors_of(item)}.get(
                    value, ""
                ),
            }
            for item, value in zip(instrument.questions, each.answers, strict=False)  # a gate may close
        ]
        return facts | {
            "instrument": instrument.title,
            "asks": instrument.asks,
            "questions": questions,
            "score": worth.score,
            "band": worth.band,
        }


def _about(officer: str, number: int) -> str:
    """What an envelope's letter is bound to: it cannot be passed off as another officer's or moved."""
    return f"levelhead wellness envelope 1\n{officer}\n{number}"
