"""Figures, measured as ratios in one run: these machines are shared, so nothing here is a test."""
