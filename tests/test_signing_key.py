"""The station's key, the heads it signs, and the days that close over them."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scoring.kept import Covers
from scoring.record import Record
from scoring.seal import (
    SealError,
    StationKey,
    day_content,
    head_hash,
    is_signed_by,
    text_hash,
)
from tests.tampering import NOON, Wall, play


def test_the_station_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "station.pem"
    key = StationKey.load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert StationKey.load_or_create(path).public == key.public
    assert len(bytes.fromhex(key.public)) == 32


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "station.pem"
    StationKey.load_or_create(path)
    os.chmod(path, 0o644)
    with pytest.raises(SealError, match=f"chmod 600 {path}"):
        StationKey.load_or_create(path)


@pytest.mark.parametrize(
    "content", [b"", b"\0\xff", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_file_that_holds_no_key_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "station.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(SealError, match="cannot be used: it holds no key"):
        StationKey.load_or_create(path)


def test_a_key_of_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    path = tmp_path / "station.pem"
    key = X25519PrivateKey.generate()
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    with pytest.raises(SealError, match="another kind"):
        StationKey.load(path)


def test_a_missing_key_or_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SealError, match="No such file"):
        StationKey.load(tmp_path / "none.pem")
    (tmp_path / "folder").mkdir(mode=0o700)
    with pytest.raises(SealError, match="Is a directory"):
        StationKey.load_or_create(tmp_path / "folder")


def test_a_head_is_signed_by_its_station_alone() -> None:
    key, other = StationKey.new(), StationKey.new()
    head = key.head(None, Covers.RUN, "r", 3, "link", NOON)
    assert is_signed_by(head, key.public)
    assert not is_signed_by(head, other.public)
    assert not is_signed_by(replace(head, hash=head_hash(replace(head, count=2))), key.public)
    assert not is_signed_by(head, "no key")
    assert not is_signed_by(replace(head, signature=head.signature.upper()), key.public)


def test_openssl_reads_the_key_and_agrees_with_the_signature(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key = StationKey.load_or_create(tmp_path / "key")
    head = key.head(None, Covers.RUN, "r", 3, "link", NOON)
    (tmp_path / "signed").write_text(f"levelhead head 1\n{head.hash}")
    (tmp_path / "signature").write_bytes(bytes.fromhex(head.signature))
    names = ("-inkey", "key", "-in", "signed", "-sigfile", "signature")
    subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-rawin", *names], cwd=tmp_path, check=True, capture_output=True
    )


def test_the_day_covers_the_newest_head_of_each_run_of_that_day() -> None:
    key = StationKey.new()
    earlier = key.head(None, Covers.RUN, "a", 9, "old", NOON - timedelta(days=1))
    first = key.head(earlier, Covers.RUN, "a", 10, "mid", NOON)
    second = key.head(first, Covers.RUN, "b", 2, "b2", NOON)
    third = key.head(second, Covers.RUN, "a", 12, "new", NOON)
    count, content = day_content([third, second, first, earlier], "2026-11-20")
    assert count == 2
    assert content == text_hash(json.dumps([[["a", 12, "new"], ["b", 2, "b2"]]], separators=(",", ":")))


def test_the_first_head_of_a_day_follows_the_head_of_the_day_before(tmp_path: Path) -> None:
    wall, key = Wall(), StationKey.new()
    record = Record(key=key, now=wall)
    record.add_officer("o-1", "Ann Moss")
    play(record, "knife", 1)
    wall.now += timedelta(days=3)
    play(record, "knife", 1)
    with record.evidence() as evidence:
        told = [
            (head.covers, head.subject if head.covers is Covers.DAY else "")
            for head in evidence.heads_of(key.station)
        ]
    run, day = (Covers.RUN, ""), (Covers.DAY, "2026-11-20")
    assert told == [run, run, day, run, run]
