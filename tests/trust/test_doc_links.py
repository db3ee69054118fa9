"""The documents lead where they say: every link of every document, and the contents of the site."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from docs.site import api, staging
from docs.site.staging import ROOT, contents, documents, lines_of, linked, links_of, place_of, staged

FILES = documents()
_HEADING = re.compile(r"#{1,6} +(.+?) *#* *\n?$")


def slug(heading: str) -> str:
    """Return the place of a heading as code hosts and the site name it."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")


@cache
def places(file: Path) -> frozenset[str]:
    """The places of a document that links may name."""
    found, seen = set(), Counter[str]()
    for line, code in lines_of(file.read_text("utf-8")):
        if not code and (heading := _HEADING.match(line)):
            name = slug(heading[1])
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
    return frozenset(found)


def broken(file: Path) -> list[str]:
    """Return the links of a document that lead nowhere."""
    wrong = []
    for line, path, place in links_of(file):
        target = (file.parent / path).resolve() if path else file
        if not target.exists() or (place and target.suffix == ".md" and place not in places(target)):
            wrong.append(f"{file.relative_to(ROOT)}:{line}: {path}{'#' if place else ''}{place}")
    return wrong


def test_every_link_of_every_document_leads_somewhere() -> None:
    assert {path.name for path in FILES} >= {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ads.md", "index.md"}
    assert any(path.parent.name == "zh" for path in FILES)
    assert [link for file in FILES for link in broken(file)] == []


def test_no_document_says_a_line_twice() -> None:
    """Two who add to one place side by side may leave a paragraph there twice. Tables may repeat a row."""

    def twice(text: str) -> list[str]:
        lines = [line for line, code in lines_of(text) if not code and len(line) > 60 and not line.startswith("|")]
        return [line for line, times in Counter(lines).items() if times > 1]

    assert twice(f"{'a long line ' * 9}\n\n{'a long line ' * 9}\n")
    assert {file.name: found for file in FILES if (found := twice(file.read_text("utf-8")))} == {}


@pytest.mark.parametrize("link", ["gone.md", "ads.md#gone", "#gone", "../GONE"])
def test_a_link_that_leads_nowhere_is_found(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ROOT / "docs" / "desk.md"
    monkeypatch.setattr(Path, "read_text", _with(Path.read_text, file, f"[more]({link})\n"))
    assert broken(file) == [f"docs/desk.md:1: {link}"]


def _with(read, file: Path, text: str):  # type: ignore[no-untyped-def]
    return lambda path, *args: text if path == file else read(path, *args)


def test_every_document_is_in_a_table_of_contents() -> None:
    pages = staged()
    listed = {name for text in pages.values() for block in re.findall(r"```\{toctree\}\n(.*?)```", text, re.DOTALL)
              for name in block.splitlines() if name and not name.startswith(":")}  # fmt: skip
    told = {Path(name).name for name in listed}
    documents = {place_of(file) for file in FILES}
    assert sorted(name for name in documents if Path(name).stem not in told and Path(name).name != "index.md") == []


def test_links_out_of_docs_get_their_place_in_the_site() -> None:
    assert "](project/readme.md)" in linked(ROOT / "docs" / "first-paper.md")
    assert "](../project/readme.md)" in linked(ROOT / "docs" / "zh" / "first-paper.md")
    assert "](../commands.md)" in linked(ROOT / "README.md")
    assert "](../decisions/index.md)" in linked(ROOT / "README.md")
    assert "project/files/LICENSE" in staging.other_files()


def test_every_folder_that_is_linked_has_a_page_in_the_site() -> None:
    pages = set(staged())
    targets = {(file.parent / path).resolve() for file in FILES for _, path, _ in links_of(file) if path}
    folders = [target for target in targets if target.is_dir()]
    assert ROOT / "docs" / "zh" / "guides" in folders
    assert [str(folder) for folder in folders if place_of(folder) not in pages] == []


def test_lines_of_chinese_are_joined_without_a_blank() -> None:
    text = linked(ROOT / "docs" / "zh" / "first-paper.md")
    assert "一个能写纯文本的编辑器。" in text
    assert "\n| 语言 |" in text
    assert "\n## 建报社（两分钟）\n\n```sh\n" in text


def test_an_index_gives_the_contents_of_its_lists_and_of_no_comment() -> None:
    text = "# A\n\n## One\n\n- [B](b.md): b\n<!-- - [C](c.md) -->\n\n## Two\n\n- [D](d/e.md)\n"
    assert re.findall(r"^(?::caption: )?(\w[\w/ ]*)$", contents(text), re.MULTILINE) == ["One", "b", "Two", "d/e"]


def test_the_pages_of_the_library_have_every_public_name() -> None:
    import layout

    named = [name for given in api.names().values() for name in given]
    public = {name.rpartition(" as ")[2] for given in layout._ROOMS.values() for name in given}
    assert sorted(named) == sorted(public)
    text = "".join(api.page(room, given) for room, given in api.names().items())
    assert all(re.search(rf"^\.\. auto\w+:: (?:layout\.[\w.]+\.)?{name}$", text, re.MULTILINE) for name in public)
    assert set(api.names()) <= set(api.ROOMS)
