"""Reports that people read: numbers first (pure, from rows of facts), then figures, then pages."""
