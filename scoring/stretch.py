"""Stretching: turns a passphrase or PIN into a key, slowly, so that each guess costs. Knows nothing of what is kept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum

KEY = 32  # bytes


class StretchError(Exception):
    """This machine lacks the algorithm; says which, and what instead."""


class Profile(Enum):
    """How a passphrase becomes a key."""

    ARGON2ID = "argon2id"  # RFC 9106
    PBKDF2 = "pbkdf2-hmac-sha256"  # where FIPS-approved algorithms are demanded


@dataclass(frozen=True, slots=True)
class Stretch:
    """The profile with its cost: what makes each guess at a passphrase slow."""

    profile: Profile
    rounds: int
    memory: int = 0  # KiB, argon2id alone
    lanes: int = 0

    @classmethod
    def read(cls, text: str) -> Stretch:
        """What `str` wrote."""
        name, *costs = text.split(":")
        return cls(Profile(name), *map(int, costs))

    def __str__(self) -> str:
        return f"{self.profile.value}:{self.rounds}:{self.memory}:{self.lanes}"

    def key(self, secret: str, salt: bytes) -> bytes:
        """The key that the secret makes; StretchError where this machine lacks the algorithm."""
        from cryptography.exceptions import UnsupportedAlgorithm

        typed = unicodedata.normalize("NFKC", secret).encode()
        try:
            match self.profile:
                case Profile.ARGON2ID:
                    return self._argon2id(typed, salt)
                case Profile.PBKDF2:
                    return self._pbkdf2(typed, salt)
        except UnsupportedAlgorithm as error:
            raise StretchError(
                f"This machine cannot use {self.profile.value}. Choose the profile {Profile.PBKDF2.value} and enrol anew."
            ) from error

    def _argon2id(self, typed: bytes, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        argon = Argon2id(
            salt=salt, length=KEY, iterations=self.rounds, lanes=self.lanes, memory_cost=self.memory
        )
        return argon.derive(typed)

    def _pbkdf2(self, typed: bytes, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

        return PBKDF2HMAC(SHA256(), KEY, salt, self.rounds).derive(typed)


STRONG = Stretch(Profile.ARGON2ID, rounds=3, memory=65_536, lanes=4)  # RFC 9106, second recommended choice
FIPS = Stretch(Profile.PBKDF2, rounds=600_000)  # OWASP, 2023
