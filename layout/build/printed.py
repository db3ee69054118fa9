"""The keys of an edition that are printed by templates, and those of them that no page of an edition has."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding
from layout.edition.model import Edition

PAPER_KEYS = ("name", "latin_name", "publisher", "cn_number", "issn", "phone", "motto", "price")
"""The keys of the paper that are printed."""
EDITION_KEYS = ("date", "issue", "volume")
"""The keys of the edition that are printed."""
PAGE_KEYS = ("section", "editor", "designer")
"""The keys of a page that are printed."""
FIELDS = {"name": "paper", "date": "date_text"}
"""Keys that the page model has under another name."""
_REQUIRED = ("name", "date", "issue")
"""Those that an edition cannot leave out: that one is not printed is no order that was dropped."""


def not_printed(edition: Edition, printed: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each key of an edition and its paper that is set, and ``printed`` on none of its pages."""
    given = {key: getattr(edition.paper, key) for key in PAPER_KEYS}
    given |= {key: getattr(edition, key) for key in EDITION_KEYS}
    folders = ", ".join(dict.fromkeys(f"templates/{page.template}" for page in edition.pages))
    front = any(page.kind == "front" for page in edition.pages)
    where = "" if front else "give the edition a page with kind: front, which has a nameplate and an imprint, or "
    for key, value in given.items():
        if value and key not in printed:
            yield Finding(
                Code.NOT_PRINTED,
                Severity.INFO if key in _REQUIRED else Severity.WARNING,
                f"{key} is printed on no page",
                edition.key_ref(key),
                f"{where}write {{{{ model.{FIELDS.get(key, key)} }}}} into a page file of {folders}"
                + ("" if key in _REQUIRED else ", or take the key out"),
            )
