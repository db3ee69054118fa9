"""Japanese, as far as it is known: how its lines are set. English words stand in for its own."""

from __future__ import annotations

from dataclasses import replace

from layout.base.locale import en
from layout.base.locale.han import CLINGING, ENGLISH_WORDS, JAPANESE, WHOLE
from layout.base.locale.record import Phrases, Script

LANGUAGE = replace(
    en.LANGUAGE,
    tag="ja",
    name="Japanese",
    script=Script.HAN,
    marks=JAPANESE,
    hyphenation=ENGLISH_WORDS,
    phrases=Phrases(segmenter="ja", clinging=CLINGING, whole=WHOLE),
    rules=(),
)
