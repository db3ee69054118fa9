"""banmian.toml, the file that marks the folder of a paper, and what it says of the paper."""

from __future__ import annotations

from pathlib import Path

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.edition.blocks import Model
from layout.edition.filenames import HandoverKeys
from layout.edition.issuedays import IssueDays
from layout.files.models import Form, read_model
from layout.files.project import PROJECT_FILE
from layout.files.text import read_source
from layout.files.toml import parse_toml


class PaperFile(Model):
    """The keys of banmian.toml. An empty file is one that says nothing."""

    issues: IssueDays | None = None
    """The days of issue; without them there is one every day."""
    handover: HandoverKeys = HandoverKeys()
    """Where finished pages go, and how."""

    @property
    def issue_days(self) -> IssueDays:
        """The days of issue: those it says, else every day."""
        return self.issues or IssueDays()


def check_paper_file(root: Path, report: Report) -> PaperFile | None:
    """Read the banmian.toml of a paper's folder; what is wrong with it goes to the report, and it is None then.

    It may be a link to the file of another paper.
    """
    file = root / PROJECT_FILE
    source = read_source(file, file.resolve().parent, report)
    tree = parse_toml(source.text, source.file, report) if source else None
    return read_model(PaperFile, Form(tree, source.file), report) if source and tree else None


def read_paper_file(root: Path) -> PaperFile:
    """Read the banmian.toml of a paper's folder. Raises ContentError with every finding, file and line."""
    report = Report()
    paper = check_paper_file(root, report)
    if paper is None:
        raise ContentError(listing(report.findings), say("mend {file} first", file=PROJECT_FILE), report.findings)
    return paper
