"""The words that the site's search knows: those of English, and every two han that stand beside each other.

Chinese has no spaces, and whoever searches types two characters more often than three. Without a dictionary every pair
is indexed, and what is typed is cut up in the same way: a page is found that has all its pairs.
"""

from __future__ import annotations

import re

from sphinx.search.en import SearchEnglish

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{HAN}]+|[^\\W{HAN}]+")


def words(text: str) -> list[str]:
    """Return the words of a text; of a run of han its pairs."""
    found: list[str] = []
    for run in _RUN.findall(text):
        pairs = [run[at : at + 2] for at in range(len(run) - 1)] if re.match(f"[{HAN}]", run) else []
        found += pairs or [run]
    return found


class SearchPairs(SearchEnglish):
    """English and Chinese at once."""

    js_splitter_code = """
function splitQuery(query) {
  const han = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  const words = [];
  for (const run of query.match(new RegExp(`[${han}]+|(?:(?![${han}])[\\\\p{L}\\\\p{N}_])+`, "gu")) || []) {
    if (run.length > 1 && new RegExp(`^[${han}]`, "u").test(run)) {
      for (let at = 0; at + 1 < run.length; at++) words.push(run.slice(at, at + 2));
    } else words.push(run);
  }
  return words;
}
"""

    def split(self, input: str) -> list[str]:
        """Return the words of a text."""
        return words(input)

    def word_filter(self, word: str) -> bool:
        """Tell whether a word is indexed."""
        return super().word_filter(word)
