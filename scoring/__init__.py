"""Levelhead's scoring: the rubric, the record, and every number that is computed from the record's events."""
