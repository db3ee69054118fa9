"""Documents of LibreOffice and others that write OpenDocument text, with an account of everything that is in them.

``package`` opens the file, ``styles`` and ``lists`` say how it is shown, ``text`` and ``runs`` walk it, ``frames`` read
what is drawn; ``body`` makes a story of what was walked, and looks afterwards for what nobody has seen.
"""

from layout.intake.opendocument.body import read_opendocument

__all__ = ["read_opendocument"]
