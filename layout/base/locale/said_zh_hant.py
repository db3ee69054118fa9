"""What the program says, in traditional characters: as in simplified ones, in the words of Taiwan and Hong Kong."""

from __future__ import annotations

from collections.abc import Mapping

from layout.base.locale import said_zh
from layout.base.locale.traditional import traditional

SAID: Mapping[str, str] = {english: traditional(chinese) for english, chinese in said_zh.SAID.items()}
