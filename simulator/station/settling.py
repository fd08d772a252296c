"""Settling: how the officer wants the station. What is asked for holds at once; the worker's thread keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from simulator.station.actions import SetTo, ShowSettings
from simulator.station.desk import Desk
from simulator.station.own_actions import AskKey, SwitchSpeech
from simulator.station.screens.keys import KeysScreen
from simulator.station.screens.settings import SettingsScreen
from simulator.station.settings import Keeper, Settings
from simulator.station.steps import Done, Hinted, Outcome
from simulator.station.voice import NO_VOICE, speaking_command


class Settling:
    """The settings of whoever sits here."""

    def __init__(
        self, desk: Desk, keeper: Keeper, voice: Callable[[], Sequence[str]] = speaking_command
    ) -> None:
        self._desk, self._keeper, self._voice = desk, keeper, voice

    def change_hands(self, keeper: Keeper | None) -> Keeper:
        """Another officer's settings are kept from now on (None: by whom they were); they hold once they are read."""
        self._keeper = keeper or self._keeper
        return self._keeper

    def free(self) -> None:
        """The usual settings hold, and nobody keeps them."""
        self._keeper, self._desk.settings = Keeper(), Settings()

    def take(self, action: ShowSettings | SetTo | AskKey | SwitchSpeech) -> None:
        """Do what was asked for."""
        settings = self._desk.settings
        match action:
            case ShowSettings():
                self._desk.show(SettingsScreen(settings))
                self._desk.ask_aside(lambda: _hinted(self._silence(settings)))
            case SetTo(wanted):
                self._show(wanted)
                self._keep(wanted)
            case AskKey(meaning, told):
                self._desk.show(KeysScreen(settings, meaning, told))
            case SwitchSpeech():
                wanted = replace(settings, speech=not settings.speech)
                if isinstance(self._desk.screen, SettingsScreen | KeysScreen):
                    self._show(wanted)
                self._keep(wanted)

    def _show(self, settings: Settings) -> None:
        is_about_keys = isinstance(self._desk.screen, KeysScreen)
        self._desk.show(KeysScreen(settings) if is_about_keys else SettingsScreen(settings))

    def _keep(self, settings: Settings) -> None:
        keeper, self._desk.settings = self._keeper, settings
        self._desk.ask_aside(lambda: _hinted(keeper.write(settings) or self._silence(settings)))

    def _silence(self, settings: Settings) -> str:
        """A sentence where the officer wants to be read to and the machine cannot."""
        return NO_VOICE if settings.speech and not self._voice() else ""


def _hinted(sentence: str) -> Outcome:
    return Hinted(sentence) if sentence else Done()
