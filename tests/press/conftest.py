"""A page like a paper's, rendered by the program's own stages, and what is on it."""

from __future__ import annotations

import datetime

import pytest
from PIL import Image

from layout.ads.canvas import write_pdf
from layout.base.units import Rect
from layout.compose.itemize import Voice
from layout.compose.paragraph import ParagraphStyle, compose
from layout.design.fonts import FontBook
from layout.design.press import PressCondition, SpotInk, load_press
from layout.design.tokens import Design
from layout.design.values import Colour
from layout.images.prepare import prepare
from layout.pdf.identity import PressInfo
from layout.pdf.place import PlacedAd, PlacedPicture
from layout.render.html import css_properties
from layout.render.page import GalleyBox
from layout.render.pdf import render_pdf
from layout.scene.model import Block, Owner, OwnerKind, Scene
from layout.scene.shapes import Panel
from layout.scene.text import SetLine, Text, typed
from tests.conftest import ROOT, TABLOID

PRESS = ROOT / "assets" / "press"
INFO = PressInfo("衡水晚报", datetime.date(2022, 4, 15), "B2", "衡水晚报 2022-04-15 B2")
BODY = "国家反诈中心App受理线索1466万条，“断卡”行动（2.0版）共破案39.4万起；有关部门说，要继续依法严打，绝不手软。"
BLACK, WHITE = Colour(c=0, m=0, y=0, k=1), Colour(c=0, m=0, y=0, k=0)
SPOT = "PANTONE 185 C"
STANDS = (0.0, 0.91, 0.76, 0.0)
LAB = (52.0, 72.0, 40.0)
RED, TINT = Colour(c=0, m=1, y=0.9, k=0), Colour(c=0, m=0, y=0, k=0.5)
AD_RECT = Rect(40, 500, 200, 100)
PICTURE_RECT, GREY_RECT = Rect(300, 300, 200, 150), Rect(550, 300, 200, 150)


@pytest.fixture(scope="session")
def press() -> PressCondition:
    return load_press(PRESS / "newsprint.yaml")


@pytest.fixture(scope="session")
def red(press) -> PressCondition:
    """The press with a spot ink."""
    return press.model_copy(update={"spots": {SPOT: SpotInk(cmyk=STANDS, lab=LAB, letter="R")}})


def render(design: Design, fonts: FontBook, extra: str = "", css: str = "") -> bytes:
    """A page with body text, a tint box, rules, a coloured head, white type on colour, and what is added."""
    lines = compose([(BODY, Voice((fonts["song"],)))], ParagraphStyle(9, 135, 2.0))
    placed = tuple(SetLine(line, number * 13 + 9.9) for number, line in enumerate(lines))
    block = Block(Owner(OwnerKind.STORY, "test"), "body", Rect(40, 80, 135, 13 * len(lines)), placed)
    box = GalleyBox("galley:test/1", block)
    page = design.page
    html = f"""<html lang="zh-CN"><style>
        @page {{ size: {page.width + 2 * page.slug}pt {page.height + 2 * page.slug}pt; margin: 0 }}
        :root {{ {css_properties(design)} }} h1, h2 {{ position: absolute; margin: 0 }} {css}
        </style><link rel="stylesheet" href="style.css"><body><div class="sheet"><div class="trim">
        <div class="box" style="left: 40pt; top: 300pt; width: 200pt; height: 60pt"></div>
        <div class="rule vertical" style="left: 20pt; top: 40pt; height: 100pt"></div>
        <img class="galley" src="{box.url}" style="left: 40pt; top: 80pt; width: 135pt; height: {box.rect.height}pt">
        <h1 style="left: 300pt; top: 80pt; font: 40pt var(--font-song); color: var(--colour-accent)">红字</h1>
        <div style="position: absolute; left: 300pt; top: 160pt; width: 200pt; height: 40pt;
          background: var(--colour-accent)"></div>
        <h2 style="left: 310pt; top: 165pt; font: 20pt var(--font-hei); color: var(--colour-paper)">白字</h2>
        <h2 style="left: 400pt; top: 165pt; font: 20pt var(--font-hei)">黑字</h2>
        {extra}</div></div></body></html>"""
    return render_pdf(html, [box], fonts.faces, [TABLOID])


@pytest.fixture(scope="session")
def rendered(design: Design, fonts: FontBook) -> bytes:
    return render(design, fonts)


def ad_text(fonts: FontBook, text: str, colour: Colour, y: float) -> Text:
    run = typed(text, fonts["hei"], 12, [12.0 * number for number in range(len(text))])
    return Text("title", run, 20, y, colour, Rect(20, y - 12, 12 * len(text), 12))


@pytest.fixture(scope="session")
def ad(fonts: FontBook) -> PlacedAd:
    shapes = [
        Panel(Rect(0, 0, 200, 100), RED),
        ad_text(fonts, "黑字广告", BLACK, 40),
        ad_text(fonts, "白字", WHITE, 80),
    ]
    scene = Scene.of(Owner(OwnerKind.AD, "slogan"), shapes, 200, 100)
    return PlacedAd("slogan", write_pdf(scene, fonts.faces), AD_RECT)


@pytest.fixture(scope="session")
def photograph(tmp_path_factory: pytest.TempPathFactory):
    """An RGB picture with every hue, and dark parts, as a JPEG file."""
    path = tmp_path_factory.mktemp("pictures") / "photograph.jpg"
    channels = [Image.linear_gradient("L").rotate(90 * turn).resize((1200, 900)) for turn in range(3)]
    Image.merge("RGB", channels).save(path, quality=92)
    return path


@pytest.fixture(scope="session")
def pictures(photograph, press, tmp_path_factory: pytest.TempPathFactory) -> tuple[PlacedPicture, ...]:
    grey = tmp_path_factory.mktemp("pictures") / "grey.png"
    Image.radial_gradient("L").resize((1200, 900)).save(grey)
    return (
        PlacedPicture("lead", prepare(photograph, PICTURE_RECT, None, press), PICTURE_RECT),
        PlacedPicture("epa", prepare(grey, GREY_RECT, None, press), GREY_RECT),
    )
