"""The shape of the table of opinions in the record. Decides nothing else."""

OPINIONS = """
CREATE TABLE opinions (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    run TEXT NOT NULL REFERENCES runs (id),
    person TEXT NOT NULL REFERENCES officers (id),
    voice TEXT NOT NULL CHECK (voice IN ('own', 'trainer')),
    given TEXT NOT NULL,
    words TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX opinions_by_run ON opinions (run);
"""
