"""Seals: the hash chain of a run, the chain of signed heads, and the station's key. Knows no database.

Every event's hash covers the hash before it, so that one hash stands for a whole run; a station signs such hashes as
*heads*, and every head covers the head before it, so that the newest stands for all that the station ever signed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.kept import Covers, Head, Link, PublicKey, RecordedRun, RunId, StationId
from simulator.model.scenario import Milliseconds

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SIGNED_WORDS = (
    "levelhead head 1\n"  # goes before what is signed: no other use of the key can be passed off as a head
)


class SealError(Exception):
    """The station's key cannot be used; says where, what, and what instead."""


def canonical(plain: Any) -> str:
    """The one JSON text of plain data: sorted keys, no spaces, ASCII."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False)


def fingerprint(*parts: Any) -> Link:
    """SHA-256, in hexadecimal, of the canonical JSON of the parts."""
    return sha256(canonical(parts).encode()).hexdigest()


def text_hash(text: str) -> str:
    """SHA-256, in hexadecimal, of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()


# ---- the chain of a run


def first_link(run: RecordedRun, text_hashes: Mapping[str, str]) -> Link:
    """What a run's first event is linked to: the run's facts, and the texts (by digest) that it is played on."""
    return fingerprint(
        run.id,
        run.officer,
        run.station,
        run.scenario,
        [run.digest, text_hashes.get(run.digest, "")],
        [run.rubric, text_hashes.get(run.rubric, "")],
        run.semantics,
        run.seed,
        run.pace,
        run.kind.value,
        run.started,
        run.utc_offset,
    )


def next_link(
    previous: Link, run: RunId, seq: int, kind: str, version: int, body: str, at: Milliseconds
) -> Link:
    """The hash of an event, over the one before and all that is kept of it."""
    return fingerprint(previous, run, seq, kind, version, body, at)


# ---- the chain of heads


@dataclass(frozen=True, slots=True)
class StationKey:
    """A station's Ed25519 key. It is kept outside the record: who can change the record must not be able to sign."""

    private: Ed25519PrivateKey

    @classmethod
    def new(cls) -> StationKey:
        """A new key, kept nowhere."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def load_or_create(cls, path: Path) -> StationKey:
        """The key in that file; where there is none, a new one is made there, for its owner's eyes alone."""
        try:
            if not path.exists():
                write_private(path, cls.new()._pem())
            return cls.load(path)
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from error

    @classmethod
    def load(cls, path: Path) -> StationKey:
        """The key in that file; SealError if it cannot be read, is no Ed25519 key, or is open to others."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            if os.name == "posix" and path.stat().st_mode & 0o077:
                raise SealError(
                    f"Others on this machine can read the station key {path}. Run: chmod 600 {path}"
                )
            private = load_pem_private_key(path.read_bytes(), password=None)
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from error
        except (ValueError, TypeError) as error:
            raise _unusable(path, "it holds no key") from error
        if not isinstance(private, Ed25519PrivateKey):
            raise _unusable(path, "it holds a key of another kind")
        return cls(private)

    @property
    def public(self) -> PublicKey:
        """The public key, by which anyone can check the station's heads."""
        return self.private.public_key().public_bytes_raw().hex()

    @property
    def station(self) -> StationId:
        """The id of the station that has this key."""
        return station_id(self.public)

    def sign(self, link: Link, words: str = SIGNED_WORDS) -> str:
        """The signature of a hash, in hexadecimal; the words say what it is the hash of."""
        return self.private.sign((words + link).encode()).hex()

    def head(
        self, last: Head | None, covers: Covers, subject: str, count: int, content: Link, now: datetime
    ) -> Head:
        """A new signed head of this station, after its last one."""
        number, previous = (last.number + 1, last.hash) if last else (1, "")
        signed = now.isoformat(timespec="milliseconds")
        bare = Head(
            self.station, number, previous, covers, subject, count, content, signed, hash="", signature=""
        )
        link = head_hash(bare)
        return replace(bare, hash=link, signature=self.sign(link))

    def _pem(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def station_id(public_key: PublicKey) -> StationId:
    """The station's id: the beginning of its public key's hash."""
    return text_hash(public_key)[:16]


def head_hash(head: Head) -> Link:
    """The hash that a head should have."""
    return fingerprint(
        head.station,
        head.number,
        head.previous,
        head.covers.value,
        head.subject,
        head.count,
        head.content,
        head.signed,
    )


def is_signed_by(head: Head, public_key: PublicKey) -> bool:
    """True if the head's hash carries that key's signature."""
    return is_signed(head.hash, head.signature, public_key, SIGNED_WORDS)


def is_signed(link: Link, signature: str, public_key: PublicKey, words: str) -> bool:
    """True if that is the key's signature of the hash, made with these words."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        written = bytes.fromhex(signature)
        key.verify(written, (words + link).encode())
    except (InvalidSignature, ValueError):
        return False
    return written.hex() == signature  # not in capitals, nor with spaces


def day_content(newest_first: Iterable[Head], day: str) -> tuple[int, Link]:
    """How many runs the newest heads of that day cover, and one hash over them; stops at the first other day."""
    runs: dict[RunId, tuple[int, Link]] = {}
    for head in takewhile(lambda head: head.day == day, newest_first):
        if head.covers is Covers.RUN:
            runs.setdefault(head.subject, (head.count, head.content))
    return len(runs), fingerprint([[run, *runs[run]] for run in sorted(runs)])


# ---- the key's file


def write_private(path: Path, content: bytes) -> None:
    """Write a new file for its owner's eyes alone, on the disk when this returns."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _unusable(path: Path, why: str) -> SealError:
    return SealError(
        f"The station key {path} cannot be used: {why}. Put a copy of it back, or move it away: a new one is then "
        "made, and older runs are checked with the old public key."
    )
