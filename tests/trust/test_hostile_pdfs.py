"""Ready-made ads made to do harm: nothing of them but their drawing comes into our page, and bombs do not go off."""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from layout.ads.draw import draw_ad
from layout.ads.kinds.supplied import SuppliedAd
from layout.ads.problems import AdFileError
from layout.build import pipeline
from layout.design.fonts import FontBook
from layout.design.tokens import Design
from tests.trust.pdfs import BOMBS, SIZE, plain
from tests.trust.tiny import make_tiny


def place(data: bytes, folder: Path, design: Design, fonts: FontBook) -> bytes:
    (folder / "ad.pdf").write_bytes(data)
    ad = SuppliedAd(kind="supplied", id="bank", columns=1, rows=8, file="ad.pdf")
    return draw_ad(ad, *SIZE, design, fonts, folder=folder).pdf


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_and_does_not_go_off_here(name: str, tmp_path: Path, design: Design, fonts: FontBook) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(AdFileError) as caught:
        place(BOMBS[name](), tmp_path, design, fonts)
    assert caught.value.message.startswith("⟦ad bank file 0⟧: ad 'bank', field 'file': ad.pdf ")
    assert caught.value.hint
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 1_500_000, f"{grown} kB were taken in this process"


def everything_bad(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Hang things on every object of a drawing that ours must not have, as far as such a file is not refused."""
    script = pdf.make_indirect(Dictionary(S=Name.URI, URI=String("https://example.com/track")))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 9, 9]),
        FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
        CharProcs=Dictionary(a=pdf.make_stream(b"9 0 0 0 9 9 d1 0 0 9 9 re f", PieceInfo=Dictionary(A=script))),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([9]),
        Resources=Dictionary(),
        AF=Array([script]),
    )
    image = pdf.make_stream(
        bytes(9 * 9),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=9,
        Height=9,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
        OC=layer,
        Alternates=Array([Dictionary(Image=pdf.make_stream(b"alternate"), DefaultForPrinting=True)]),
        Metadata=pdf.make_stream(b"<x:xmpmeta/>", Type=Name.Metadata, Subtype=Name.XML),
        AF=Array([script]),
        StructParent=3,
    )
    form = pdf.make_stream(
        b"/Lay /Off BDC q 5 0 0 5 20 20 cm /I Do Q EMC BT /F 10 Tf 40 40 Td (a) Tj ET",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 108, 104]),
        Resources=Dictionary(
            XObject=Dictionary(I=image), Font=Dictionary(F=font), Properties=Dictionary(Off=layer), A=script
        ),
        OC=layer,
        PieceInfo=Dictionary(Private=script),
        LastModified=String("D:20220415"),
        Metadata=pdf.make_stream(b"<x:xmpmeta/>", Type=Name.Metadata, Subtype=Name.XML),
        A=script,
        Parent=page.obj,
    )
    page.obj.Resources = Dictionary(XObject=Dictionary(X=form), Hidden=script, Parent=pdf.Root)
    page.obj.A = script
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))
    pdf.Root.URI = Dictionary(Base=String("https://example.com"))


MUST_NOT = frozenset(
    (
        *("/A", "/AA", "/AF", "/Action", "/Alternates", "/Annots", "/AcroForm", "/EF", "/EmbeddedFiles", "/JS"),
        *("/JavaScript", "/Launch", "/OC", "/OCGs", "/OCProperties", "/OpenAction", "/OPI", "/PieceInfo", "/Ref"),
        *("/RichMedia", "/StructParent", "/StructParents", "/URI", "/XFA", "/LastModified", "/Hidden"),
    )
)


def keys_of(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield every key of every dictionary of a file, with the dictionary."""
    for thing in pdf.objects:
        stack = [thing]
        while stack:
            one = stack.pop()
            if isinstance(one, pikepdf.Array):
                stack += [item for item in one if isinstance(item, pikepdf.Object) and not item.is_indirect]
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                for key, value in one.items():
                    yield key, one
                    if isinstance(value, pikepdf.Object) and not value.is_indirect:
                        stack.append(value)


def test_the_finished_page_has_nothing_of_a_ready_made_ad_but_its_drawing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tiny = make_tiny(tmp_path / "p")
    tiny.write("ad.pdf", plain(everything_bad, b"/X Do"))
    tiny.write("ads.yaml", "- id: house\n  kind: supplied\n  columns: 1\n  rows: 8\n  file: ad.pdf\n")
    result = pipeline.build(tiny.project, tiny.edition)
    for data in (result.pages[0].pdf, (result.folder / "2022-04-15.pdf").read_bytes()):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = {key for key, _ in keys_of(pdf)}
            assert found & MUST_NOT == set()
            assert b"example.com" not in b"".join(
                bytes(str(one), "utf-8", "ignore") for _, one in keys_of(pdf) if not isinstance(one, pikepdf.Stream)
            )
            ads = [value for key, value in pdf.pages[0].Resources.XObject.items() if key.startswith("/BmAd")]
            assert len(ads) == 1
            drawing = ads[0].Resources.XObject.Ad.Resources.XObject.X
            assert set(drawing.Resources.keys()) == {"/XObject"}  # its letters, drawn glyphs, are forms
            names = sorted(drawing.Resources.XObject.keys(), key=len)
            image, letter = (drawing.Resources.XObject[name] for name in names)
            assert image.read_bytes() == bytes(81)
            assert letter.read_bytes().split()[-2:] == [b"re", b"f"]


def test_a_file_that_draws_postscript_is_refused(tmp_path: Path, design: Design, fonts: FontBook) -> None:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources = Dictionary(
            XObject=Dictionary(X=pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS))
        )
        page.obj.Contents = pdf.make_stream(b"/X Do")

    with pytest.raises(AdFileError, match="unknown kind"):
        place(plain(change), tmp_path, design, fonts)


def test_a_name_in_a_pdf_cannot_give_orders_to_the_terminal(tmp_path: Path, design: Design, fonts: FontBook) -> None:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Evil\x1b[2J\u202efont"))
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf (a) Tj ET")

    with pytest.raises(AdFileError) as caught:
        place(plain(change), tmp_path, design, fonts)
    assert "\\x1b[2J\\u202efont is not embedded" in caught.value.message
    assert caught.value.message.isprintable()


def test_an_ad_in_a_locked_file_is_named_and_its_page_is_a_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tiny = make_tiny(tmp_path / "p")
    tiny.write("ad.pdf", plain(encryption=pikepdf.Encryption(owner="a", user="b")))
    tiny.write("ads.yaml", "- id: house\n  kind: supplied\n  columns: 1\n  rows: 8\n  file: ad.pdf\n")
    result = pipeline.build(tiny.project, tiny.edition)
    assert result.proof
    (found,) = [str(finding) for finding in result.findings if finding.code == "ad-file"]
    assert "ads.yaml:5: error: ad 'house', field 'file': ad.pdf is locked" in found
