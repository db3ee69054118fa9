"""The keys of an edition that are printed by templates, and those of them that no page of an edition has."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding
from layout.base.messages import Message, listed, say
from layout.edition.model import Edition
from layout.files.project import page_template

PAPER_KEYS = ("name", "latin_name", "publisher", "cn_number", "issn", "phone", "motto", "price")
"""The keys of the paper that are printed."""
EDITION_KEYS = ("date", "issue", "volume")
"""The keys of the edition that are printed."""
PAGE_KEYS = ("section", "zone", "editor", "designer")
"""The keys of a page that are printed."""
FIELDS = {"name": "paper", "date": "date_text"}
"""Keys that the page model has under another name."""
_REQUIRED = ("name", "date", "issue")
"""Those that an edition cannot leave out: that one is not printed is no order that was dropped."""


def not_printed(edition: Edition, printed: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each key of an edition and its paper that is set, and ``printed`` on none of its pages."""
    given = {key: getattr(edition.paper, key) for key in PAPER_KEYS}
    given |= {key: getattr(edition, key) for key in EDITION_KEYS}
    for key, value in given.items():
        if value and key not in printed:
            yield Finding(
                Code.NOT_PRINTED,
                Severity.INFO if key in _REQUIRED else Severity.WARNING,
                say("{key} is printed on no page", key=key),
                edition.key_ref(key),
                _to_print(edition, key),
            )


def _to_print(edition: Edition, key: str) -> Message:
    """Say what to do that a key is printed."""
    folders = dict.fromkeys(f"templates/{page_template(page.template)}" for page in edition.pages)
    ways = [say("write {code} into a page file of {folders}", code=_code(key), folders=listed(folders))]
    if not any(page.kind == "front" for page in edition.pages):
        ways.insert(0, say("give the edition a page with kind: front, which has a nameplate and an imprint"))
    if key not in _REQUIRED:
        ways.append(say("take the key out"))
    return listed(ways, ", or ")


def _code(key: str) -> str:
    return f"{{{{ model.{FIELDS.get(key, key)} }}}}"
