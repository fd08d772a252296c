"""Levelhead's simulator: calls written in YAML, played by officers, proven before they are played."""

__version__ = "0.1.0"
