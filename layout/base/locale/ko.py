"""Korean, as far as it is known: it is set in words. English words stand in for its own."""

from __future__ import annotations

from dataclasses import replace

from layout.base.locale import en
from layout.base.locale.han import ENGLISH_WORDS
from layout.base.locale.record import Script

LANGUAGE = replace(en.LANGUAGE, tag="ko", name="Korean", script=Script.HANGUL, hyphenation=ENGLISH_WORDS, rules=())
