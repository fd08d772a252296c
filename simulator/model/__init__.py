"""The words of the field as frozen facts: imports the standard library only, and is imported by everyone."""
