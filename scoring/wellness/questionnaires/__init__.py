"""What may be asked, word for word: one file an instrument, with its scoring, source and licence; data alone."""
