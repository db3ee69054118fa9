"""What the program says, in Chinese: English template -> Chinese template of the same fields, a module a stage."""

from __future__ import annotations

from collections.abc import Mapping

from layout.base.locale.said_zh import (
    addesk,
    ads,
    edition,
    intake,
    issue,
    machine,
    mend,
    paper,
    plan,
    preflight,
    press,
    program,
    rules,
    words,
)

TABLES = (
    *(addesk.SAID, ads.SAID, edition.SAID, intake.SAID, issue.SAID, machine.SAID, mend.SAID),
    *(paper.SAID, plan.SAID, preflight.SAID, press.SAID, program.SAID, rules.SAID, words.SAID),
)
SAID: Mapping[str, str] = {english: chinese for table in TABLES for english, chinese in table.items()}
