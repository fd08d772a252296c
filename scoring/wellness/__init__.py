"""The wellness room: check-ins that nobody but the officer can read, in a file of their own."""
