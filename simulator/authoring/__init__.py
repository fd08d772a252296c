"""The trainers' tools: reports on scenarios, and scenarios to begin with."""
