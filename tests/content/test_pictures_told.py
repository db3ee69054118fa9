"""What is told of a story's pictures at their line, and that drawings are whole by themselves."""

from __future__ import annotations

import pytest
from PIL import Image

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError
from layout.build.inputs import sound
from layout.edition.model import Edition
from layout.files.project import Project
from tests.conftest import ROOT
from tests.content.sandbox import LEAD, Sandbox
from tests.press.test_press_reading import BYLINE, CAPTION, CREDIT, comic, photo, with_words

FILE = "pictures/bridge.jpg"


def looked_at(sandbox: Sandbox, keys: str = "") -> tuple[Edition, list[Finding]]:
    """The edition with such keys of the lead's picture, and what is told of that."""
    sandbox.write("lead.md", LEAD.replace("  caption: 检修中的大桥。\n", keys))
    loaded = sandbox.load()
    report = Report()
    edition = sound(loaded, report, Project(ROOT))
    return edition, [finding for finding in report.findings if finding.code.startswith("picture-")]


def line_of(sandbox: Sandbox) -> int:
    return sandbox.read("lead.md").split("\n").index(f"  file: {FILE}") + 1


def test_a_drawing_is_whole_unless_its_story_says_otherwise(sandbox: Sandbox) -> None:
    comic().save(sandbox.path(FILE), "PNG")
    edition, told = looked_at(sandbox)
    assert edition.stories["lead"].picture.whole is True
    assert [(each.code, each.severity, each.place.line) for each in told] == [
        (Code.PICTURE_WHOLE, Severity.INFO, line_of(sandbox))
    ]
    for keys, whole in (("  whole: false\n", False), ("  focus: left\n", None), ("  whole: true\n", True)):
        edition, told = looked_at(sandbox, keys)
        assert edition.stories["lead"].picture.whole is whole
        assert told == []


def test_a_photograph_may_be_cropped_and_is_not_told(sandbox: Sandbox) -> None:
    photo().save(sandbox.path(FILE), "PNG")
    edition, told = looked_at(sandbox)
    assert edition.stories["lead"].picture.whole is None
    assert told == []


def test_what_is_odd_is_told_at_the_line_of_the_picture(sandbox: Sandbox) -> None:
    photo().save(sandbox.path(FILE), "JPEG", icc_profile=b"broken")
    _, told = looked_at(sandbox)
    assert [(each.code, each.severity, each.place.line) for each in told] == [
        (Code.PICTURE_PROFILE, Severity.WARNING, line_of(sandbox))
    ]
    photo().save(sandbox.path(FILE), "GIF", save_all=True, append_images=[Image.new("RGB", (480, 360))])
    assert [(each.code, each.severity) for each in looked_at(sandbox)[1]] == [(Code.PICTURE_TAKEN, Severity.INFO)]
    (sandbox.path(FILE)).write_bytes(b"%!PS-Adobe-3.0")
    with pytest.raises(ContentError, match=r"bridge\.jpg is of a kind that is not read: EPS"):
        looked_at(sandbox)


def test_the_files_own_words_are_offered_where_the_story_has_none(sandbox: Sandbox) -> None:
    sets = {(2, 120): CAPTION.encode(), (2, 80): BYLINE.encode(), (2, 110): CREDIT.encode()}
    with_words(sandbox.path(FILE), sets)
    edition, told = looked_at(sandbox, "  whole: true\n")
    assert [(each.code, each.severity) for each in told] == [(Code.PICTURE_WORDS, Severity.INFO)]
    assert (edition.stories["lead"].picture.caption, edition.stories["lead"].picture.credit) == ("", "")
    assert f'caption: "{CAPTION}"' in told[0].hint
    assert f'credit: "{BYLINE}/{CREDIT}"' in told[0].hint
    _, told = looked_at(sandbox, "  whole: true\n  caption: 有了\n")
    assert "caption:" not in told[0].hint
    assert looked_at(sandbox, "  whole: true\n  caption: 有了\n  credit: 有了\n")[1] == []
    assert looked_at(sandbox, f"  whole: true\n  caption: 桥。{BYLINE}/{CREDIT}\n")[1] == []
