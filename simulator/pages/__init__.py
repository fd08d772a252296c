"""Pages: a debrief and a story as single HTML files, for a phone, a screen and paper. They only show; nothing is computed."""
