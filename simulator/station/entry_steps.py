"""Entry steps: who is known, and whether a PIN is theirs. Runs on the worker's thread alone: secrets are slow to check."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scoring.audit import Act
from scoring.kept import Officer
from scoring.people import NotAllowed, People, PeopleError, Person
from scoring.record import Record, RecordError
from simulator.station.agency import Agency
from simulator.station.remembered import SignedInHere
from simulator.station.screens.sign_in import Purpose, Remembered, Secret, WhoIsThere
from simulator.station.steps import NOBODY, Failed, Left, Outcome, Refused, Seated, Shown

NOT_A_TRAINER = "That is no trainer's or administrator's passphrase."


class EntrySteps:
    """The door of the station."""

    def __init__(self, people: People, agency: Agency, record: Record) -> None:
        self._people, self._agency, self._record = people, agency, record
        self._list = SignedInHere(None if agency.kiosk else agency.folder)
        self._changing: Person | None = None  # whose old secret was right, and who takes a new one

    def who(self, message: str = "") -> Outcome:
        """The question who is there, with the names that are remembered here."""

        self._changing = None

        def shown() -> Outcome:
            names = tuple(self._remembered())
            return Shown(WhoIsThere(names, is_kiosk=self._agency.kiosk is not None, message=message))

        return _told(shown)

    def _remembered(self) -> Iterator[Remembered]:
        """Who is on the list and still known; others go off it, since even a badge number can tell who it was."""
        for badge in self._list.badges():
            if person := self._people.person(badge):
                yield Remembered(person.badge, person.name)
            else:
                self._list.take_off(badge)

    def knock(self, badge: str) -> Outcome:
        """The question for the PIN; an officer without one is asked to choose it."""

        def shown() -> Outcome:
            person = self._people.person(badge)
            chooses = person and not (person.has_secret or person.is_erased or person.needs_passphrase)
            return Shown(Secret(Purpose.CHOOSE if chooses else Purpose.SIGN_IN, f"Badge {badge}"))

        return _told(shown)

    def begin_change(self, badge: str, old: str) -> Outcome:
        """The question for a new PIN, once the old one was right."""

        def shown() -> Outcome:
            self._changing = self._people.sign_in(badge, old)
            return Shown(Secret.asked(Purpose.NEW_PIN, f"Badge {badge}"))

        return _told(shown)

    def ask_again(self, badge: str, new: str, again: Purpose) -> Outcome:
        """The question for the same once more, if that is not too easy to guess."""

        def shown() -> Outcome:
            self._people.refuse_weak(self._changing or self._people.known(badge), new)
            return Shown(Secret.asked(again, f"Badge {badge}"))

        return _told(shown)

    def change(self, badge: str, new: str) -> Outcome:
        """The officer, with a new PIN from now on."""

        def changed() -> Outcome:
            assert self._changing
            self._people.office.give_secret(self._changing, new, self._changing.id)
            self._changing = None
            return self.sign_in(badge, new)

        return _told(changed)

    def sign_in(self, badge: str, secret: str) -> Outcome:
        """The officer, if the PIN is theirs."""

        def seated() -> Outcome:
            person = self._people.sign_in(badge, secret)
            self._list.add(person.badge)
            return Seated(Officer(person.id, person.name))

        return _told(seated)

    def choose(self, badge: str, secret: str) -> Outcome:
        """The officer, with a PIN from now on."""

        def chosen() -> Outcome:
            self._people.set_secret(badge, secret)
            return self.sign_in(badge, secret)

        return _told(chosen)

    def may_leave(self, secret: str) -> Outcome:
        """Whether a kiosk may be left."""

        def left() -> Outcome:
            trainer = self._people.trainer_of(secret)
            if trainer is None:
                return Refused(NOT_A_TRAINER)
            self._record.note(trainer.id, Act.KIOSK_LEFT)
            return Left()

        return _told(left)

    def be_guest(self) -> Outcome:
        """Somebody who is nobody."""
        return Seated(NOBODY)

    def forget_names(self) -> Outcome:
        """The list of names, empty."""
        self._list.forget()
        return self.who()


def _told(step: Callable[[], Outcome]) -> Outcome:
    try:
        return step()
    except NotAllowed as error:
        return Refused(str(error))
    except (PeopleError, RecordError) as error:
        return Failed(str(error))
