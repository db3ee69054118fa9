"""Word documents, as Word shows them, with an account of everything that is in them.

``package`` opens the file, ``styles`` and ``numbering`` say how Word shows it, ``text`` walks it paragraph by
paragraph, ``body`` makes a story of what was walked, and ``account`` looks afterwards for what nobody has seen.
"""

from layout.intake.word.body import read_word

__all__ = ["read_word"]
