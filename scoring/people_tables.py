"""The shape of the people room's tables in the record. Decides nothing else."""

TABLES = """
CREATE TABLE names_keys (
    fingerprint TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id TEXT PRIMARY KEY REFERENCES officers (id),
    mark TEXT UNIQUE,
    key BLOB,
    sealed BLOB,
    stretch TEXT NOT NULL,
    salt BLOB NOT NULL,
    proof BLOB
) STRICT;

CREATE TABLE roles (
    person TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('officer', 'trainer', 'supervisor', 'administrator')),
    PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE supervisions (
    person TEXT NOT NULL REFERENCES people (id),
    unit TEXT NOT NULL,
    PRIMARY KEY (person, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE tries (
    mark TEXT PRIMARY KEY,
    wrong INTEGER NOT NULL,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE classes (
    name TEXT PRIMARY KEY,
    trainer TEXT NOT NULL REFERENCES people (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE class_members (
    class TEXT NOT NULL REFERENCES classes (name),
    person TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (class, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX classes_by_member ON class_members (person);

CREATE TABLE assignments (
    class TEXT NOT NULL REFERENCES classes (name),
    scenario TEXT NOT NULL,
    given TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (class, scenario, given)
) STRICT, WITHOUT ROWID;

CREATE TABLE disputes (
    number INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs (id),
    decision INTEGER NOT NULL,
    moment TEXT NOT NULL,
    choice TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    words BLOB NOT NULL
) STRICT;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    act TEXT NOT NULL,
    about TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    station TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;

CREATE TABLE expired (
    run TEXT PRIMARY KEY REFERENCES runs (id),
    count INTEGER NOT NULL,
    content TEXT NOT NULL,
    at TEXT NOT NULL,
    station TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
ONLY_ADDED_TO = ("audit", "expired")

LATER = (
    "ALTER TABLE classes ADD COLUMN closed TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE class_members ADD COLUMN since TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE assignments ADD COLUMN withdrawn TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE coordinators (person TEXT PRIMARY KEY REFERENCES people (id)) STRICT, WITHOUT ROWID",
)
