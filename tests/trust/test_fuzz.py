"""Whole editions mutated: a loader answers with findings of ours, each with a file and a line that are there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from layout.base.codes import Severity
from layout.base.diagnostics import Finding, Report
from layout.base.errors import ContentError
from layout.build.inputs import load
from layout.images.prepare import check, proportions
from layout.images.reading import FORMATS
from tests.amount import some
from tests.trust.corpus import TEXT
from tests.trust.tiny import Tiny, make_tiny


def _split(text: str) -> list[str]:
    return text.split()


QUICK = settings(max_examples=some(40), deadline=None, suppress_health_check=list(HealthCheck))

KEYS = st.sampled_from(
    _split(
        """paper name latin_name issn date issue language press pages id section template kind stories ads areas editor
    at pins columns rows advertiser border corners title text signature tint slogans contacts label value qr url phone
    vcard picture file bleed headline kicker deck byline dateline source priority continued-from continued-on boxed
    series drop-cap measure head jump form __class__ place blocks"""
    )
)
WORDS = st.sampled_from(
    _split(
        """lead market house tiny inside front A1 A2 2022-04-15 0 1 -1 1e999 .nan .inf null ~ true yes 0x10 0o7 12mm 3pt
    bottom-right half {} [] "" '' [a,b] {a:b} - ? : & * ! | > % @ ` # --- ... <<:"""
    )
)
VALUES = st.recursive(
    WORDS | st.text(max_size=8) | st.integers(-5, 10**6).map(str),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"
        )
    ),
    max_leaves=6,
)
SIGNS = _split(
    """字 。 “ ” （ ） ** * ^2^ ## > - 1. ``` | --- *** ![a](b) [a](b) <b> &lt; \\ : :: ::: {.a} a 👍 e\u0301 \u200d
    \u00ad 𠮷 ||| !!! ??? ::quote ::fact [^1] ~~ == $x$ http://a.b/c?d=e%20"""
)
BLANKS = ["\n\n", "\n", "　　", "\t", " "]
COPY = st.lists(st.sampled_from(SIGNS + BLANKS) | st.text(max_size=5), max_size=30).map("".join)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    with pytest.MonkeyPatch.context() as patch:
        root: Path = tmp_path_factory.mktemp("fuzz")
        patch.chdir(root)
        yield make_tiny(root / "p")


def answer(tiny: Tiny) -> tuple[Finding, ...]:
    """Load the edition; return the findings, having looked at each. Anything but a ContentError fails the test."""
    report = Report()
    failed = False
    try:
        load(tiny.project, tiny.edition, report)
    except ContentError:
        failed = True
    assert failed == bool(report.errors)
    for finding in report.findings:
        path = Path(finding.place.file)
        assert path.exists(), finding
        if path.is_file():
            lines = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
            assert 0 <= finding.place.line <= lines, finding
        assert finding.message
        assert finding.hint or finding.severity is Severity.INFO
    return report.findings


def restored(tiny: Tiny) -> None:
    for name, text in TEXT.items():
        tiny.write(name, text)


@QUICK
@given(st.dictionaries(KEYS, VALUES, max_size=4), st.sampled_from(sorted(TEXT)), st.booleans(), st.data())
def test_keys_and_values_put_anywhere(
    tiny: Tiny, keys: dict[str, str], name: str, replaces: bool, data: st.DataObject
) -> None:
    lines = TEXT[name].split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    indent = data.draw(st.sampled_from(["", "  ", "    ", "- ", "  - ", "\t"]))
    lines[at : at + replaces] = [f"{indent}{key}: {value}" for key, value in keys.items()]
    tiny.write(name, "\n".join(lines))
    answer(tiny)
    restored(tiny)


@QUICK
@given(COPY)
def test_any_copy(tiny: Tiny, text: str) -> None:
    tiny.body("market.md", text)
    answer(tiny)
    restored(tiny)


@QUICK
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_any_front_matter(tiny: Tiny, keys: dict[str, str]) -> None:
    tiny.write("market.md", "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n字。\n")
    answer(tiny)
    restored(tiny)


@QUICK
@given(st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6), max_size=4))
def test_any_ads(tiny: Tiny, ads: list[dict[str, str]]) -> None:
    text = "".join("- id: house\n" + "".join(f"  {key}: {value}\n" for key, value in ad.items()) for ad in ads)
    tiny.write("ads.yaml", text)
    answer(tiny)
    restored(tiny)


@pytest.mark.parametrize("seed", range(25))
def test_a_whole_folder_damaged(seed: int, tiny: Tiny) -> None:
    """Several files at once: bytes changed, taken out, doubled; files emptied, swapped, cut."""
    dice = Random(seed)
    good = {name: text.encode() for name, text in TEXT.items()}
    for name in dice.sample(sorted(good), 3):
        data = bytearray(good[name])
        match dice.randrange(6):
            case 0:
                data = bytearray(good[dice.choice(sorted(good))])
            case 1:
                del data[dice.randrange(len(data)) :]
            case _:
                for _ in range(dice.randint(1, 20)):
                    at = dice.randrange(len(data))
                    match dice.randrange(3):
                        case 0:
                            data[at] = dice.randrange(256)
                        case 1:
                            del data[at : at + dice.randrange(1, 30)]
                        case _:
                            data[at:at] = data[at : at + dice.randrange(1, 30)]
                    data = data or bytearray(b"x")
        tiny.write(name, bytes(data))
    answer(tiny)
    restored(tiny)


def problem_of(path: Path) -> ContentError | None:
    try:
        check(path)
        assert proportions(path) > 0
    except ContentError as error:
        return error
    return None


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "PSD"])  # that none can write
def test_a_damaged_picture_raises_nothing_but_our_error(form: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.linear_gradient("L").resize((80, 60)).convert("RGB")
    picture.save(out, form, exif=exif, icc_profile=b"\0" * 200, dpi=(72, 72))
    good = out.getvalue()
    path = tmp_path / "a.jpg"
    dice = Random(form)
    told = 0
    for _ in range(80):
        data = bytearray(good)
        for _ in range(dice.randint(1, 8)):
            at = dice.randrange(min(len(data), 600) if dice.random() < 0.7 else len(data))
            if dice.random() < 0.5:
                data[at] = dice.randrange(256)
            else:
                del data[at : at + dice.randrange(1, 20)]
        path.write_bytes(data)
        error = problem_of(path)
        if error:
            told += 1
            assert error.message.startswith(("the picture a.jpg", "a.jpg"))
            assert error.hint
    assert told > 5


def test_the_fuzzer_reaches_what_is_good(tiny: Tiny) -> None:
    """Else it would only see files refused at the first byte."""
    assert answer(tiny) == ()
