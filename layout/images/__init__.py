"""Pictures: cut, brought to size and into a press's inks."""
