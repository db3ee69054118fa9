"""What the program says, in Chinese: English template -> Chinese template of the same fields, a module a stage."""

from __future__ import annotations

from collections.abc import Mapping

from layout.base.locale.said_zh import (
    addesk,
    ads,
    edition,
    inks,
    intake,
    issue,
    machine,
    mend,
    paper,
    plan,
    preflight,
    program,
    rules,
    words,
)

TABLES = (
    *(addesk.SAID, ads.SAID, edition.SAID, inks.SAID, intake.SAID, issue.SAID, machine.SAID, mend.SAID),
    *(paper.SAID, plan.SAID, preflight.SAID, program.SAID, rules.SAID, words.SAID),
)
SAID: Mapping[str, str] = {english: chinese for table in TABLES for english, chinese in table.items()}
