"""The scenarios that come with the program: one folder each, with its file, its transcripts and its own pictures if any."""
