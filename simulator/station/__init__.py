"""The station: the window that an officer sits down at. Alone knows pygame."""
