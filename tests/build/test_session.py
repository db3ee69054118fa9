"""An edition in memory: every order does what it says, answers with what changed, writes nothing until asked."""

from __future__ import annotations

import pytest

from layout import Budget, Cancelled, ContentError, Level, OutputError, Session, build_edition
from layout.files.digest import tree_digest
from layout.plan.stored import read_plans
from tests.trust.tiny import EDITION, LEAD, MARKET, Tiny, make_tiny

FREE = EDITION[: EDITION.index("    areas:")]
"""The tiny edition without a picture of areas: its page is planned."""
TWO = FREE + "  - id: A2\n    section: 市井\n    template: tiny\n    stories: [fair]\n"
LONG = (
    MARKET.replace("春菜上市", "庙会开市").replace("本地春菜", "城隍庙会")
    + "\n"
    + "庙会从早到晚人来人往，糖画、面塑、皮影一样不少，孩子们围着看，老人们坐着听戏。\n\n" * 7
)


@pytest.fixture
def tiny(tmp_path) -> Tiny:
    made = make_tiny(tmp_path)
    (made.edition / "edition.yaml").write_text(TWO, "utf-8")
    (made.edition / "fair.md").write_text(LONG, "utf-8")
    return made


@pytest.fixture
def session(tiny) -> Session:
    return Session(tiny.edition, tiny.project)


def placed(session: Session, page: str) -> dict[str, str]:
    state = session.page(page)
    return {item: state.place(item) for item in (*state.page.stories, *state.page.ads)}


def test_pages_are_those_of_a_build(session, tiny):
    built = build_edition(tiny.project, tiny.edition)
    plans = read_plans(built.folder)
    for state in session.pages():
        assert state.plan == plans[state.id]
    assert [fit.fit for state in session.pages() for fit in state.stories] == [
        fit.fit for page in built.pages for fit in page.copyfit.stories
    ]


def test_a_scene_has_the_words_of_the_page(session):
    said = {(block.owner.id, block.owner.part): block.text for block in session.page("A1").scene.blocks}
    assert said["lead", "headline"] == "大桥检修"
    assert said["lead", "column-1"].startswith("渡口大桥从15日零时起封闭检修")


def test_nothing_is_written_until_asked(session, tiny):
    before = tree_digest(tiny.project.content)
    session.pages()
    session.pin("house")
    session.set_text("market", MARKET + "\n又一段。\n")
    session.undo()
    assert tree_digest(tiny.project.content) == before
    assert not (tiny.project.root / "output").exists()


def test_a_move_is_obeyed_told_and_taken_back(session, tiny):
    first, text = placed(session, "A1"), session.text("edition.yaml")
    column = "column 1" if first["house"].startswith("column 2") else "column 2"
    change = session.move("house", column)
    assert [state.id for state in change.pages] == ["A1"]
    assert "house" in change.moved
    assert placed(session, "A1")["house"].startswith(column)
    assert f"    at:\n      house: {column}\n" in session.text("edition.yaml")
    assert set(session.changed) == {"edition.yaml"}
    back = session.undo()
    assert placed(session, "A1") == first
    assert session.text("edition.yaml") == text
    assert back.moved
    assert not session.changed
    session.redo()
    assert placed(session, "A1")["house"].startswith(column)


def test_a_place_that_a_page_cannot_have_is_refused(session):
    first = placed(session, "A1")
    with pytest.raises(ContentError, match=r"edition\.yaml:\d+: error: page A1: house is given columns 5-6"):
        session.move("house", "columns 5-6")
    assert placed(session, "A1") == first
    assert not session.changed


def test_a_page_that_an_order_does_not_touch_is_the_very_same(session):
    other = session.page("A2")
    session.pages()
    session.pin("lead")
    assert session.page("A2") is other


def test_a_pin_keeps_an_item_and_an_unpin_lets_it_go(session):
    place = placed(session, "A1")["market"]
    session.pin("market")
    assert f"market: {place}" in session.text("edition.yaml")
    assert placed(session, "A1")["market"] == place
    session.unpin("market")
    assert "at:" not in session.text("edition.yaml")


def test_a_story_goes_to_another_page(session):
    session.pages()
    change = session.move("market", page="A2")
    assert {state.id for state in change.pages} == {"A1", "A2"}
    assert session.where("market") == "A2"
    assert "market" in session.page("A2").page.stories
    assert "stories: [fair, market]" in session.text("edition.yaml")
    session.undo()
    assert session.where("market") == "A1"


def test_text_is_set_and_its_fit_is_told(session):
    before = session.page("A1")
    (fit,) = [fit for fit in before.stories if fit.id == "market"]
    body = MARKET.split("---\n")[2].strip()
    change = session.set_text("market", f"{body}\n\n{body}\n\n{body}")
    (after,) = [fit for state in change.pages for fit in state.stories if fit.id == "market"]
    assert after.characters > 2 * fit.characters
    assert session.text("market").startswith("---\nheadline: 春菜上市\n---\n")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("market", "---\nheadlin: 错\n---\n正文。\n", r"market\.md:2: error: unknown key"),
        ("edition.yaml", "pages: []\n", "edition.yaml"),
        ("ads.yaml", "- id: house\n  kind: nothing\n  columns: 1\n  rows: 8\n", r"ads\.yaml:2"),
    ],
)
def test_what_makes_no_edition_is_refused_with_file_and_line_and_changes_nothing(session, name, text, said):
    before, pages = session.text(name), session.pages()
    with pytest.raises(ContentError, match=said):
        session.set_text(name, text)
    assert session.text(name) == before
    assert session.pages() == pages
    with pytest.raises(ContentError, match="nothing to undo"):
        session.undo()


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (lambda session: session.move("nobody", "column 1"), "on no page"),
        (lambda session: session.move("lead", "somewhere"), "no place on the grid"),
        (lambda session: session.page("Z9"), "no page Z9"),
        (lambda session: session.redo(), "nothing to redo"),
    ],
)
def test_orders_that_cannot_be_followed_are_told(session, order, said):
    with pytest.raises(ContentError, match=said):
        order(session)


class Stop:
    def __init__(self) -> None:
        self.asked = 0

    def cancelled(self) -> bool:
        self.asked += 1
        return True


def test_a_cancelled_order_changes_nothing(session):
    first, stop = placed(session, "A1"), Stop()
    with pytest.raises(Cancelled):
        session.move("house", "column 1, rows 9-16" if "column 2" in first["house"] else "column 2", cancel=stop)
    assert stop.asked
    assert placed(session, "A1") == first
    assert not session.changed


def test_a_small_budget_gives_a_page_too(tiny):
    session = Session(tiny.edition, tiny.project, budget=Budget(Level.FIRST))
    assert {item for state in session.pages() for item in state.page.stories} == {"lead", "market", "fair"}


def test_a_story_is_tried_in_other_shapes_without_a_move(session):
    page = session.page("A1")
    narrow, wide = session.fit("lead", 1, 16), session.fit("lead", 2, 16)
    assert narrow.over_lines > wide.over_lines
    assert session.page("A1") is page


DATA = {
    "edition": {
        "paper": {"name": "渡口晚报"},
        "date": "2022-04-15",
        "issue": 4210,
        "pages": [{"id": "A1", "section": "要闻", "template": "tiny", "stories": ["lead", "market"], "ads": ["house"]}],
    },
    "stories": {
        "lead": {"headline": "大桥检修", "priority": 1, "text": LEAD.split("---\n")[2]},
        "market": {"headline": "春菜上市", "text": MARKET.split("---\n")[2]},
    },
    "ads": [
        {
            "id": "house", "kind": "notice", "columns": 1, "rows": 8, "title": "停水公告",
            "text": ["人民路今夜停水，明早恢复。"],
        }
    ],
}  # fmt: skip


def test_plain_data_makes_the_same_pages_as_the_files(tmp_path):
    tiny = make_tiny(tmp_path)
    (tiny.edition / "edition.yaml").write_text(FREE, "utf-8")
    memory, disk = Session(DATA, tiny.project), Session(tiny.edition, tiny.project)
    assert memory.edition == disk.edition
    assert [state.plan for state in memory.pages()] == [state.plan for state in disk.pages()]
    assert [state.scene for state in memory.pages()] == [state.scene for state in disk.pages()]
    memory.move("house", "column 1")
    assert "      house: column 1\n" in memory.text("edition.yaml")


def test_faults_of_plain_data_are_told_like_those_of_files(tmp_path):
    tiny = make_tiny(tmp_path)
    wrong = DATA | {"stories": DATA["stories"] | {"lead": {"headline": "", "text": "正文。"}}}
    with pytest.raises(ContentError, match=r"edition/lead\.md:2: error: headline"):
        Session(wrong, tiny.project)
    with pytest.raises(ValueError, match="edition has the keys"):
        Session({"story": {}}, tiny.project)
    with pytest.raises(TypeError, match="no place in an edition"):
        Session(DATA | {"edition": DATA["edition"] | {"issue": object()}}, tiny.project)


def test_saving_writes_what_was_changed_and_nothing_else(session, tiny):
    edition = tiny.edition / "edition.yaml"
    edition.write_bytes(TWO.replace("\n", "\r\n").encode("utf-8"))
    lead = (tiny.edition / "lead.md").stat().st_mtime_ns
    session.pages()
    session.pin("lead")
    (written,) = session.save()
    assert written == edition
    assert b"      lead: column" in edition.read_bytes()
    assert edition.read_bytes().count(b"\r\n") == edition.read_bytes().count(b"\n")
    assert (tiny.edition / "lead.md").stat().st_mtime_ns == lead
    assert not session.changed
    assert session.save() == ()
    again = Session(tiny.edition, tiny.project)
    assert [state.plan for state in again.pages()] == [state.plan for state in session.pages()]


def test_a_file_that_somebody_else_changed_is_not_written_over(session, tiny):
    session.pages()
    session.pin("lead")
    other = TWO + "# somebody's note\n"
    (tiny.edition / "edition.yaml").write_text(other, "utf-8")
    with pytest.raises(OutputError, match="changed by somebody else"):
        session.save()
    assert (tiny.edition / "edition.yaml").read_text("utf-8") == other


def test_an_edition_in_memory_is_saved_into_a_folder_and_built_from_there(tmp_path):
    tiny = make_tiny(tmp_path)
    memory = Session(DATA, tiny.project)
    with pytest.raises(OutputError, match="in memory alone"):
        memory.save()
    folder = tiny.project.content / "2022-04-16"
    folder.mkdir()
    assert {path.name for path in memory.save(folder)} == {"edition.yaml", "ads.yaml", "lead.md", "market.md"}
    assert Session(folder, tiny.project).edition == memory.edition


def test_a_session_is_built_as_it_stands(session, tiny, tmp_path):
    session.pages()
    column = "column 1" if placed(session, "A1")["house"].startswith("column 2") else "column 2"
    session.move("house", column)
    before = tree_digest(tiny.project.content)
    built = session.build(tmp_path / "out", force=True)
    assert tree_digest(tiny.project.content) == before
    assert built.folder == tmp_path / "out"
    assert read_plans(built.folder)["A1"] == session.page("A1").plan
    session.save()
    assert (built.folder / "pages" / "A1.pdf").read_bytes() == _page(tiny, "A1")


def _page(tiny: Tiny, page: str) -> bytes:
    built = build_edition(tiny.project, tiny.edition, force=True, few_moves=False)
    return (built.folder / "pages" / f"{page}.pdf").read_bytes()
