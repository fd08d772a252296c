"""Levelhead's simulator: calls written in YAML, played by officers, proven before they are played."""
