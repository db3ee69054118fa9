"""Composing: paragraphs to lines, heads to lines, lines to columns. Pure: no files, no pages, no HTML."""
