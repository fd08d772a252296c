"""The tests: names are sentences that can be false."""
