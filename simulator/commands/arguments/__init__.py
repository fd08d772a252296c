"""What may be said after each command: arguments alone, light enough to be read at every start."""
