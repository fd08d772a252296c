"""Keys and seals: alone turns answers into what nobody can read, and back for whoever has the passphrase.

Letters are sealed to a public key with HPKE (RFC 9180: X25519, HKDF-SHA-256, AES-256-GCM), so writing needs no secret.
The private half lies beside it, locked under a key made from the passphrase, and again under the recovery code.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cache
from hmac import digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from scoring.stretch import KEY, Stretch, StretchError

SALT, NONCE, TAG = 16, 12, 16  # bytes
SHORTEST = 10  # letters of a passphrase
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U: read aloud, they are mistaken
CODE_GROUPS, GROUP = 5, 5  # 25 letters of 5 bits: 125 bits


class WellnessError(Exception):
    """The wellness room cannot do what was asked; says where, what, and what instead."""


class WrongSecret(WellnessError):
    """The passphrase or recovery code does not open this lock."""


class KeyChanged(WellnessError):
    """The lock's public key is not the one that belongs to its private half: somebody has put another there."""


class UnreadableLetter(Exception):
    """A letter is not sealed to this key, or was changed."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A public key, and its private half under passphrase and recovery code; or a lock to which no key was kept."""

    public: bytes
    stretch: str
    salt: bytes
    by_passphrase: bytes
    by_code: bytes

    def opened_by_passphrase(self, passphrase: str, whose: str) -> X25519PrivateKey:
        """The private half; WrongSecret if that passphrase does not open it."""
        key = _stretched(Stretch.read(self.stretch), passphrase, self.salt)
        return self._opened(key, self.by_passphrase, whose, "passphrase")

    def opened_by_code(self, code: str, whose: str) -> X25519PrivateKey:
        """The private half; WrongSecret if that recovery code does not open it."""
        return self._opened(_code_key(code, self.salt), self.by_code, whose, "recovery code")

    def _opened(self, key: bytes, sealed: bytes, whose: str, secret: str) -> X25519PrivateKey:
        try:
            raw = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _lock_words(whose))
        except InvalidTag as error:
            raise WrongSecret(
                f"This {secret} opens nothing here. Check it letter by letter; or nobody has enrolled here yet."
            ) from error
        return X25519PrivateKey.from_private_bytes(raw)

    def fits(self, private: X25519PrivateKey) -> bool:
        """True if what is sealed to this lock opens with that key: False if somebody put another public key here."""
        return private.public_key().public_bytes_raw() == self.public


def new_key() -> X25519PrivateKey:
    """A new private key, kept nowhere."""
    return X25519PrivateKey.generate()


def new_lock(private: X25519PrivateKey, passphrase: str, whose: str, stretch: Stretch) -> tuple[Lock, str]:
    """The key, locked, and the recovery code to print; WellnessError if the passphrase is too easy to guess."""
    refuse_weak(passphrase)
    salt, code = os.urandom(SALT), new_code()
    raw = private.private_bytes_raw()
    public = private.public_key().public_bytes_raw()
    under = [
        _sealed(key, raw, whose) for key in (_stretched(stretch, passphrase, salt), _code_key(code, salt))
    ]
    return Lock(public, str(stretch), salt, *under), code


def lock_without_key(stretch: Stretch) -> Lock:
    """A lock like any other to look at, to which nobody has, or ever had, the key."""
    random = os.urandom(2 * (NONCE + KEY + TAG))
    half = len(random) // 2
    public = new_key().public_key().public_bytes_raw()
    return Lock(public, str(stretch), os.urandom(SALT), random[:half], random[half:])


def refuse_weak(passphrase: str) -> None:
    """WellnessError if it is a PIN or too short to withstand guessing."""
    letters = passphrase.strip()
    if letters.isdigit():
        raise WellnessError(
            "A PIN or another number is no passphrase. Take some words that only you would put together."
        )
    if len(letters) < SHORTEST or len(set(letters)) < SHORTEST // 2:
        raise WellnessError(
            f"The passphrase needs {SHORTEST} letters or more. Four words that do not belong together do."
        )


def new_code() -> str:
    """A recovery code to print: 125 random bits, in groups that can be typed."""
    groups = ("".join(secrets.choice(CODE_LETTERS) for _ in range(GROUP)) for _ in range(CODE_GROUPS))
    return "-".join(groups)


def seal(letter: bytes, public: bytes, about: str) -> bytes:
    """The letter, sealed so that only the private half of that key opens it; `about` is bound to it."""
    try:
        return _suite().encrypt(letter, X25519PublicKey.from_public_bytes(public), about.encode())
    except ValueError as error:
        raise WellnessError("The public key in the file is damaged. Put a copy of the file back.") from error


def unseal(sealed: bytes, private: X25519PrivateKey, about: str) -> bytes:
    """The letter; UnreadableLetter if it was sealed to another key, about something else, or changed."""
    try:
        return _suite().decrypt(sealed, private, about.encode())
    except (InvalidTag, ValueError) as error:
        raise UnreadableLetter from error


def private_name(private: X25519PrivateKey, purpose: str) -> bytes:
    """A name that this key always gives that purpose, and that tells nobody else whose it is."""
    return digest(private.private_bytes_raw(), f"levelhead wellness name 1\n{purpose}".encode(), "sha256")[
        :SALT
    ]


def fingerprint(public: bytes) -> str:
    """What two people compare to be sure of a public key: eight groups of four."""
    text = digest(b"levelhead wellness fingerprint 1", public, "sha256").hex()[:32]
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@cache
def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _stretched(stretch: Stretch, passphrase: str, salt: bytes) -> bytes:
    try:
        return stretch.key(passphrase, salt)
    except StretchError as error:
        raise WellnessError(str(error)) from error


def _sealed(key: bytes, raw: bytes, whose: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, raw, _lock_words(whose))


def _lock_words(whose: str) -> bytes:
    return f"levelhead wellness lock 1\n{whose}".encode()


def _code_key(code: str, salt: bytes) -> bytes:
    """The key of a recovery code: random enough to need no slow stretch."""
    typed = code.upper().translate(str.maketrans("OIL", "011", "- \n\t"))
    return HKDF(SHA256(), KEY, salt, b"levelhead wellness recovery 1").derive(typed.encode())
