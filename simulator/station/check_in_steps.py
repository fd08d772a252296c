"""Check-in steps: what is asked of the wellness room, as something to be shown. Runs on the worker's thread alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from scoring.wellness.checkin import Answered, Occasion, check_ins
from scoring.wellness.envelopes import fold
from scoring.wellness.keys import WellnessError, fingerprint
from scoring.wellness.quarters import Quarter
from scoring.wellness.vault import Vault, Wellness
from simulator.progress import training_days
from simulator.station.agency import Agency
from simulator.station.screens.sign_in import Purpose, Secret
from simulator.station.screens.wellness import CodeScreen, TrendScreen, WellnessScreen
from simulator.station.steps import Done, Failed, Outcome, Refused, Shown, Steps

EXPORTED = "All your answers are in {path}. From now on you look after that file."
GIVEN = "Your row for {quarter} was given."
NOTHING_TO_GIVE = "There is nothing of {quarter} to give."
ERASED = "Your key is destroyed: nobody can ever read those answers again."


class CheckInSteps:
    """One officer's way to the wellness room, from signing in to signing out."""

    def __init__(self, steps: Steps, agency: Agency) -> None:
        self._steps, self._agency = steps, agency
        self._room: Wellness | None = None
        self._vault: Vault | None = None
        self._changing: Vault | None = None  # the same, opened with the old passphrase to get a new one

    def show(self, message: str = "") -> Outcome:
        """The wellness page; or the officer's answers, while they are open."""
        self._changing = None
        return self._told(lambda: self._trend(message) if self._vault else self._page(message))

    def put(self, answered: Sequence[Answered]) -> Outcome:
        """Leave this sitting's envelope, and forget everything."""

        def left() -> Outcome:
            self._wellness().put(fitting(answered))
            self.forget()
            return Done()

        return self._told(left)

    def enrol(self, passphrase: str) -> Outcome:
        """New keys; the recovery code to write down."""
        return self._tried(lambda: CodeScreen(self._wellness().enrol(passphrase)))

    def recover(self, code: str, passphrase: str) -> Outcome:
        """A new passphrase in the place of a forgotten one."""
        return self._tried(lambda: CodeScreen(self._wellness().recover(code, passphrase)))

    def begin_change(self, passphrase: str) -> Outcome:
        """The question for a new passphrase, once the old one was right; also where somebody has changed the key."""

        def opened() -> Outcome:
            self._changing = self._wellness().open(passphrase, although_changed=True)
            return Shown(Secret.asked(Purpose.CHANGED))

        return self._refused(opened)

    def change(self, new: str) -> Outcome:
        """The new passphrase in the place of the old one; the new recovery code."""

        assert self._changing
        vault = self._changing
        return self._tried(lambda: CodeScreen(vault.change_passphrase(new)))

    def open(self, passphrase: str) -> Outcome:
        """The officer's answers, for as long as they stay open."""

        def opened() -> Outcome:
            self._vault = self._wellness().open(passphrase)
            return self._trend()

        return self._refused(opened)

    def close(self) -> Outcome:
        """Close the answers again."""
        self._vault = None
        return self.show()

    def erase(self) -> Outcome:
        """Destroy the officer's key."""

        def erased() -> Outcome:
            if self._vault:
                self._vault.erase()
            self._vault = None
            return self._page(ERASED)

        return self._told(erased)

    def export(self, folder: Path) -> Outcome:
        """All answers in a file of the officer's own."""

        def exported() -> Outcome:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"levelhead-wellness-{self._agency.today().isoformat()}.json"
            if self._vault:
                self._vault.export(path)
            return self._trend(EXPORTED.format(path=path))

        return self._told(exported)

    def contribute(self) -> Outcome:
        """One row for the quarter that has closed, to the coordinator who was shown."""

        def given() -> Outcome:
            quarter, appointed = last_quarter(self._agency.today()), self._wellness().coordinator()
            unit = self._unit()
            if not (self._vault and appointed and unit):
                return self._trend()
            words = GIVEN if self._vault.contribute(quarter, unit, appointed) else NOTHING_TO_GIVE
            return self._trend(words.format(quarter=quarter))

        return self._told(given)

    def forget(self) -> None:
        """Nothing of this officer stays in memory."""
        if self._room:
            self._room.close()
        self._room = self._vault = self._changing = None

    # ---- inside

    def _wellness(self) -> Wellness:
        if self._room is None:
            assert self._agency.wellness
            self._room = self._agency.wellness(self._agency.pseudonym_of(self._steps.officer))
        return self._room

    def _page(self, message: str = "") -> Outcome:
        monthly = self._wellness().monthly_is_offered()
        offered = [
            (number, each)
            for number, each in enumerate(check_ins())
            if each.occasion is Occasion.ASKED or (each.occasion is Occasion.MONTHLY and monthly)
        ]
        return Shown(WellnessScreen(tuple(offered), message))

    def _trend(self, message: str = "") -> Outcome:
        assert self._vault
        session, today = self._steps.session, self._agency.today()
        scenarios = [each.loaded.scenario for each in self._steps.entries.values() if each.loaded.scenario]
        days = training_days(session.record, session.rubric, scenarios, session.officer.id, today)
        appointed = self._wellness().coordinator() if self._unit() else None
        told = f"{appointed.name}, {fingerprint(appointed.lock.public)}" if appointed else ""
        trend, unreadable = self._vault.trend(days), self._vault.unreadable()
        quarter = str(last_quarter(today))
        may_export = self._agency.pages is not None and self._agency.kiosk is None
        return Shown(TrendScreen(trend, self._agency.support, unreadable, quarter, told, message, may_export))

    def _unit(self) -> str:
        person = self._agency.people.person(self._steps.officer.id) if self._agency.people else None
        return person.unit if person else ""

    def _told(self, step: Callable[[], Outcome]) -> Outcome:
        try:
            return step()
        except (WellnessError, OSError) as error:
            return Failed(str(error))

    def _refused(self, step: Callable[[], Outcome]) -> Outcome:
        try:
            return step()
        except WellnessError as error:
            return Refused(str(error))

    def _tried(self, screen: Callable[[], CodeScreen]) -> Outcome:
        return self._refused(lambda: Shown(screen()))


def last_quarter(today: date) -> Quarter:
    """The quarter that closed last."""
    now = Quarter.of(today)
    return Quarter(now.year, now.number - 1) if now.number > 1 else Quarter(now.year - 1, 4)


def fitting(answered: Sequence[Answered]) -> tuple[Answered, ...]:
    """As many of the answers as one envelope holds: the strain of the earliest runs goes first."""
    kept = list(answered)
    while True:
        try:
            fold(kept)
        except WellnessError:
            kept.remove(next((each for each in kept if each.occasion is Occasion.RUN), kept[0]))
        else:
            return tuple(kept)
