"""The names key: seals what tells who somebody is, and makes the marks and pseudonyms that do not tell. Knows no tables.

Each person has a key of their own. It lies in the record, wrapped by the names key, which lies in a file beside it: a
copied record tells no name, and destroying a person's wrapped key leaves nothing that could.
"""

from __future__ import annotations

import os
from base64 import b32encode
from dataclasses import dataclass
from hmac import digest
from pathlib import Path

from scoring.kept import OfficerId
from scoring.people.person import PeopleError
from scoring.seal import write_private
from scoring.stretch import KEY

NONCE = 12  # bytes
FIRST_LINE = "levelhead names key 1"
NO_VOWELS = str.maketrans("AEIOU", "01890")  # base32 lacks these digits: no pseudonym is a word


class Unreadable(Exception):
    """A letter is not sealed under this key, or was changed."""


@dataclass(frozen=True, slots=True)
class NamesKey:
    """An agency's names key. It is kept outside the record: who has the record alone must not learn a name."""

    secret: bytes

    @classmethod
    def new(cls) -> NamesKey:
        """A new key, kept nowhere."""
        return cls(os.urandom(KEY))

    @classmethod
    def load_or_create(cls, path: Path) -> NamesKey:
        """The key in that file; where there is none, a new one is made there, for its owner's eyes alone."""
        try:
            if not path.exists():
                write_private(path, f"{FIRST_LINE}\n{cls.new().secret.hex()}\n".encode())
            return cls.load(path)
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from error

    @classmethod
    def load(cls, path: Path) -> NamesKey:
        """The key in that file; PeopleError if it cannot be read, is none, or is open to others."""
        try:
            if os.name == "posix" and path.stat().st_mode & 0o077:
                raise PeopleError(
                    f"Others on this machine can read the names key {path}. Run: chmod 600 {path}"
                )
            first, secret, *_ = path.read_text("utf-8").splitlines()
            key = bytes.fromhex(secret)
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from error
        except ValueError as error:
            raise _unusable(path, "it holds no key") from error
        if first != FIRST_LINE or len(key) != KEY:
            raise _unusable(path, "it holds no names key")
        return cls(key)

    @property
    def fingerprint(self) -> str:
        """By which a record knows the key that its names were sealed with."""
        return self._made_for("fingerprint").hex()[:16]

    def mark(self, badge: str) -> str:
        """Under which a badge number is looked up; without the key nobody can tell which number it is."""
        return self._made_for(f"badge {badge}").hex()

    def pseudonym(self, id: OfficerId) -> str:
        """The name that stands for a person in exports: always the same one, "P-" and eight letters or digits."""
        letters = b32encode(self._made_for(f"pseudonym {id}")).decode().translate(NO_VOWELS)
        return f"P-{letters[:4]}-{letters[4:8]}"

    def peppered(self, stretched: bytes) -> bytes:
        """What is kept of a PIN: six digits could be guessed from the record, were this key not needed too."""
        return digest(self._made_for("secrets"), stretched, "sha256")

    def wrapped(self, key: bytes, id: OfficerId) -> bytes:
        """A person's key, as it lies in the record."""
        return seal(self._made_for("wrap"), key, f"key of {id}")

    def unwrapped(self, wrapped: bytes, id: OfficerId) -> bytes:
        """A person's key; Unreadable if another names key wrapped it."""
        return unseal(self._made_for("wrap"), wrapped, f"key of {id}")

    def _made_for(self, purpose: str) -> bytes:
        return digest(self.secret, f"levelhead names 1\n{purpose}".encode(), "sha256")


def seal(key: bytes, letter: bytes, about: str) -> bytes:
    """The letter under a key, by AES-256-GCM; `about` is bound to it, so that it cannot be moved elsewhere."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, letter, about.encode())


def unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    """The letter; Unreadable if it was sealed under another key, about something else, or changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error


def _unusable(path: Path, why: str) -> PeopleError:
    return PeopleError(
        f"The names key {path} cannot be used: {why}. Put a copy of it back: without it, nobody can read the names in "
        "this record again, nor sign in."
    )
