"""The commands: each builds what it needs once and opens a door. Nobody imports them but the command line."""
