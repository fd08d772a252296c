"""The rubrics that come with the program; data alone."""
