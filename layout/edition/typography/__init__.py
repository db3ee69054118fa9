"""Copy as it is typed made copy as it is set: marks, quotes and blanks, with a note of every change."""
