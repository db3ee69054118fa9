"""The edition for readers: its finished pages on a screen, tagged in reading order (PDF/UA-1, ISO 14289-1)."""
