"""Banmian (版面): turns a folder of stories and ads into print-ready newspaper pages."""

__version__ = "0.1.0"
