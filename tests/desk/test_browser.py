"""The desk in a real browser: what an editor sees when a file is saved, spoilt and mended; keys; a phone."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from layout.base.codes import Severity
from layout.base.millimetres import MmRect
from layout.build.answers import SignRecord
from layout.build.records import FindingRecord
from layout.desk import Board, DeskServer, Watcher
from layout.desk.board import PlacedFinding
from tests.conftest import ROOT
from tests.desk.made import Desk, running
from tests.trust.tiny import Tiny, make_tiny

BUILT = 180_000
"""Milliseconds a build may take on a machine that does much else; nothing waits so long where it need not."""


def opened(context: BrowserContext, desk: Desk | DeskServer, path: str = "") -> Page:
    server = desk.server if isinstance(desk, Desk) else desk
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.faults = faults  # type: ignore[attr-defined]
    page.goto(server.address + path)
    expect(page.locator("html[data-revision]")).to_be_attached()
    return page


def shown(page: Page, name: str) -> str:
    """Return the address of the picture of a page that is open."""
    return page.get_by_role("img", name=f"Page {name}").get_attribute("src") or ""


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A small edition whose editor closes its page."""
    made = make_tiny(tmp_path / "p")
    made.replace("edition.yaml", "pages:", "closing: hand\npages:")
    return made


@pytest.fixture
def watched(tiny: Tiny) -> Iterator[DeskServer]:
    board = Board(str(tiny.edition), tiny.edition / "none")
    watcher = Watcher(tiny.project, tiny.edition, board)
    server = DeskServer(board, tiny.output)
    building = threading.Thread(target=watcher.run, daemon=True)
    with running(server):
        building.start()
        yield server
        watcher.stop()
        building.join(60)


def test_a_story_is_saved_spoilt_and_mended(watched: DeskServer, tiny: Tiny, desktop: BrowserContext) -> None:
    page = opened(desktop, watched, "#/A1")
    status = page.get_by_role("status")
    expect(status).to_have_text("Up to date", timeout=BUILT)
    first = shown(page, "A1")

    tiny.replace("market.md", "春菜上市", "鲜菜上市")
    picture = page.get_by_role("img", name="Page A1")
    expect(picture).not_to_have_attribute("src", first, timeout=BUILT)
    expect(page.get_by_role("button", name="鲜菜上市").first).to_be_visible()
    assert (tiny.output / "pages" / "A1.pdf").is_file()
    second = shown(page, "A1")

    page.keyboard.press("c")
    expect(page.locator(".changes")).to_contain_text("market: new head")
    expect(page.locator(".changes del")).to_have_text("春")
    expect(page.locator(".changes ins")).to_have_text("鲜")
    page.keyboard.press("Escape")

    tiny.replace("edition.yaml", "issue: ", "isue: ")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text(re.compile(r"edition\.yaml:\d+"), timeout=BUILT)
    expect(problem).to_contain_text("isue")
    expect(picture).to_have_attribute("src", second)
    tiny.replace("edition.yaml", "isue: ", "issue: ")
    expect(problem).to_be_hidden(timeout=BUILT)

    tiny.write("market.md", tiny.read("market.md") + "\n业内人士提醒，买菜应当货比三家，远离炒作。\n" * 40)
    expect(status).to_have_text("Not fit to print yet", timeout=BUILT)
    page.locator(".stories").get_by_role("button", name="鲜菜上市").click()
    card = page.get_by_role("region", name="Story")
    expect(card).to_contain_text(re.compile(r"超\d+字"))
    expect(card).to_contain_text("远离炒作")
    expect(card).to_contain_text("market.md")
    assert page.faults == []  # type: ignore[attr-defined]


def test_the_desk_is_used_with_keys_alone(desk: Desk, desktop: BrowserContext) -> None:
    for name in ("A1", "A2", "A3"):
        desk.show(name, name, "lead", "second")
    page = opened(desktop, desk)
    expect(page.locator(".leaf img")).to_have_count(3)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    leaf = page.locator(".leaf").nth(1)
    expect(leaf).to_be_focused()
    assert leaf.evaluate("leaf => getComputedStyle(leaf).outlineStyle") == "solid", "the focus is not to be seen"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#/A2$"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("region", name="Story")).to_contain_text("second 的标题")
    page.keyboard.press("z")
    expect(page.get_by_role("button", name="Width")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("#/A3$"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("#/A1$"))
    # Keys that come faster than the browser tells of a new address.
    page.evaluate(
        """for (const key of ["ArrowRight", "ArrowRight"])
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}))"""
    )
    expect(page).to_have_url(re.compile("#/A3$"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("#/A1$"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Story")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".leaf").first).to_be_focused()
    assert page.faults == []  # type: ignore[attr-defined]


def test_findings_are_marked_at_their_place(desk: Desk, desktop: BrowserContext) -> None:
    finding = PlacedFinding(
        FindingRecord("image-resolution", Severity.WARNING, "the picture is coarse", "take another"),
        MmRect(142.5, 210, 57, 84),
    )
    desk.show("A1", "one", "lead", findings=[finding])
    page = opened(desktop, desk, "#/A1")
    mark, picture = page.locator(".mark").bounding_box(), page.get_by_role("img", name="Page A1").bounding_box()
    assert mark
    assert picture
    assert (mark["x"] - picture["x"]) / picture["width"] == pytest.approx(0.5, abs=0.01)
    assert (mark["y"] - picture["y"]) / picture["height"] == pytest.approx(0.5, abs=0.01)
    assert mark["width"] / picture["width"] == pytest.approx(0.2, abs=0.01)
    page.get_by_text("the picture is coarse").click()
    expect(page.locator(".mark")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("m")
    expect(page.locator(".mark")).to_have_count(0)


def test_a_plan_is_chosen(desk: Desk, desktop: BrowserContext) -> None:
    desk.show("A2", "two", "lead")
    plans = desk.output.with_name("day.plans")
    plans.mkdir()
    for number in (1, 2):
        shutil.copy(ROOT / "docs" / "page.png", plans / f"A2-{number}.png")
    page = opened(desktop, desk, "#/A2/plans")
    pictures = page.locator(".plan img")
    expect(pictures).to_have_count(2)
    # A picture that comes in must not move what stands under it: a click would land beside the button.
    sizes = pictures.evaluate_all("all => all.map(one => one.getAttribute('width') / one.getAttribute('height'))")
    (sheet,) = [sheet for sheet in desk.board.snapshot()["pages"] if sheet["id"] == "A2"]
    assert sizes == [sheet["size"]["width"] / sheet["size"]["height"]] * 2
    page.wait_for_function("[...document.querySelectorAll('.plan img')].every(picture => picture.complete)")
    with page.expect_response("**/choose") as answered:
        page.get_by_role("button", name="Take this plan").nth(1).click()
    assert answered.value.status == 200
    assert desk.orders == [("A2", 2), "rebuild"]
    assert pictures.first.evaluate("picture => picture.naturalWidth") > 0
    assert page.faults == []  # type: ignore[attr-defined]


def test_content_is_never_read_as_html(desk: Desk, desktop: BrowserContext) -> None:
    evil = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    desk.show("A1", "one", "lead", headline=evil, over=3)
    page = opened(desktop, desk, "#/A1")
    page.get_by_role("button", name="<img src=x").first.click()
    expect(page.get_by_role("region", name="Story").get_by_role("heading")).to_have_text(evil)
    expect(page.locator("main img")).to_have_count(1)
    assert "taken" not in page.title()
    assert page.faults == []  # type: ignore[attr-defined]


def test_the_desk_fits_a_phone(desk: Desk, phone: BrowserContext) -> None:
    for name in ("A1", "A2", "A3"):
        desk.show(name, name, "lead", "second", over=2)
    desk.show("A1", "anew", "lead", "second", over=2)
    page = opened(phone, desk)
    for path in ("", "#/A1", "#/A1/compare"):
        page.goto(desk.server.address + path)
        expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{path or 'the sheet'} is {width} pixels wide"
    page.goto(desk.server.address + "#/A1")
    page.locator(".spot").first.tap()
    expect(page.get_by_role("region", name="Story")).to_be_in_viewport()
    low = page.locator("#tabs a").first.bounding_box()
    assert low
    assert low["height"] >= 36, "too small for a finger"


def test_a_comparison_that_comes_late_does_not_draw_the_page_anew_under_a_finger(
    desk: Desk, desktop: BrowserContext
) -> None:
    for name in ("A1", "A2"):
        for text in ("one", "two"):
            desk.show(name, text, "lead", "second")
    page = opened(desktop, desk)
    held: list[Route] = []
    page.route("**/compare/**", lambda route: held.append(route))
    for leaves_for in ("#/A1", "#/A2"):
        with page.expect_request("**/compare/**"):
            page.goto(f"{desk.server.address}#/A1/compare")
        page.goto(desk.server.address + leaves_for)
        spot = page.locator(".spot").first
        spot.evaluate("spot => { spot.dataset.mine = 'yes' }")
        with page.expect_response("**/compare/**"):
            held.pop().continue_()
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
        expect(spot).to_have_attribute("data-mine", "yes")
        page.reload()
    assert page.faults == []  # type: ignore[attr-defined]


def test_any_number_of_windows_are_told(desk: Desk, desktop: BrowserContext) -> None:
    desk.show("A1", "one", "lead")
    windows = [opened(desktop, desk, "#/A1") for _ in range(8)]
    for says, left in (("two", windows), ("three", windows[1:])):
        before = shown(windows[-1], "A1")
        desk.show("A1", says, "lead")
        for page in left:
            expect(page.get_by_role("img", name="Page A1")).not_to_have_attribute("src", before)
        windows[0].close()  # the one that is told by the server, the first time
    assert all(page.faults == [] for page in windows[1:])  # type: ignore[attr-defined]


def test_an_address_that_is_none_leads_to_all_pages(desk: Desk, desktop: BrowserContext) -> None:
    desk.show("A1", "one", "lead")
    page = opened(desktop, desk, "#/A1/%E0%A4%A")
    expect(page.locator(".leaf")).to_have_count(3)
    assert page.faults == []  # type: ignore[attr-defined]


def test_the_desk_can_be_read_without_scripts(desk: Desk, without_scripts: BrowserContext) -> None:
    desk.show("A1", "one", "lead", over=1)
    page = without_scripts.new_page()
    page.goto(desk.server.address)
    expect(page.get_by_role("img", name="Page A1")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("lead 的标题")
    first = shown(page, "A1")
    desk.show("A1", "two", "lead")
    page.get_by_role("link", name="Reload").first.click()
    expect(page.get_by_role("img", name="Page A1")).not_to_have_attribute("src", first)


def test_a_page_is_signed_with_a_name_that_the_browser_keeps(desk: Desk, desktop: BrowserContext) -> None:
    desk.show("A1", "one", "lead")

    def sign(*order: object) -> None:
        desk.orders.append(order)
        desk.board.signed({"A1": SignRecord("signed", "李编辑 <b>", "2022-04-14T15:41:07Z", 2)})

    desk.server.sign = sign
    page = opened(desktop, desk, "#/A1")
    box = page.get_by_role("region", name="Sign-off")
    expect(box.locator(".signed")).to_have_text("not signed")
    name = box.get_by_role("textbox", name="Name")
    name.fill("李编辑 <b>")
    page.keyboard.press("Enter")
    expect(box.locator(".signed")).to_have_text("signed")
    expect(box).to_contain_text("李编辑 <b>")
    assert desk.orders == [("A1", desk.board.snapshot()["pages"][0]["version"], "李编辑 <b>", False)]
    changed = SignRecord("changed", "李编辑", "2022-04-14T15:41:07Z", 2, since=("nft.md 的 1 行",))
    desk.board.signed({"A1": changed})
    expect(box.locator(".signed")).to_have_text("changed since signed")
    expect(box.get_by_role("listitem")).to_have_text("nft.md 的 1 行")
    page.reload()
    expect(name).to_have_value("李编辑 <b>")
    desk.show("A1", "two", "lead", over=2)
    desk.board.checked("A1", [], fit=False, folder="day.proof")
    expect(box.get_by_role("button", name="Sign A1")).to_be_disabled()
    expect(box).to_contain_text("A proof is not signed.")
    assert page.faults == []  # type: ignore[attr-defined]
