"""Rendering: a planned and composed page becomes HTML, and WeasyPrint draws it."""
