"""Mail: headers, encodings, what is quoted, what comes with it; boxes, and mail that was saved as text."""

from email.message import EmailMessage

import pytest

from layout.base.errors import ContentError
from layout.edition.blocks import Emphasis
from layout.intake import Refused, Taken, take_in
from layout.intake.draft import Aside, Draft
from tests.intake import documents
from tests.intake.documents import full_document, make_edition, png, save, texts, told

TEXT = (
    "渡口大桥下月封闭检修，预计工期二十天。\n\n过江车辆可以走上游的新桥，公交线路也走那里，站点不变，"
    "渡船夜里加开三班，末班船十一点开，逾期另行通知，请市民留意两岸的告示。\n"
)
WANTED = [line for line in TEXT.split("\n") if line]


def read(folder, data, name="a.eml"):
    return documents.read(folder, name, data)


def mail(text=TEXT, subject="渡口大桥下月检修", **options):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "林舟 <lin@ferry.example>", "desk@ferry.example", subject
    message["Date"] = "Wed, 04 Mar 2026 09:12:00 +0800"
    message.set_content(text, **options)
    return message


# ---- Messages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_a_mail_in_each_encoding(tmp_path, charset, transfer):
    (draft,) = read(tmp_path, mail(charset=charset, cte=transfer).as_bytes())
    assert draft.head == {"headline": "渡口大桥下月检修"}
    assert texts(draft) == WANTED
    assert "lin@ferry.example" in told(draft)
    assert "Wed, 04 Mar 2026" in told(draft)


def test_a_mail_in_japanese_as_programs_write_it(tmp_path):
    head = (
        b"From: a@ferry.example\nSubject: =?ISO-2022-JP?B?GyRCNjYbKEI=?=\n"
        b"Content-Type: text/plain; charset=ISO-2022-JP\n\n"
    )
    (draft,) = read(tmp_path, head + "橋は閉鎖される。\n".encode("iso2022_jp"))
    assert (draft.head["headline"], texts(draft)) == ("橋", ["橋は閉鎖される。"])


def test_a_subject_that_names_the_smaller_encoding_and_breaks_amid_a_character(tmp_path):
    # 镕 is in GBK and not in GB 2312, which programs name all the same; its bytes stand in two encoded words.
    head = b"From: a@ferry.example\nSubject: =?gb2312?Q?=B6=C9=BF=DA=E9?=\n =?gb2312?Q?F=C7=C5?=\n\n"
    (draft,) = read(tmp_path, head + "一句话。".encode())
    assert draft.head["headline"] == "渡口" + b"\xe9F".decode("gb18030") + "桥"


def test_an_encoding_that_is_not_what_the_mail_says_and_not_certain_is_refused(tmp_path):
    head = b"From: a@ferry.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
    with pytest.raises(ContentError, match="cannot be told for certain"):
        read(tmp_path, head + b"caf\xe9 \xff\xfe\xfd\n")
    with pytest.raises(ContentError, match="no mail"):
        read(tmp_path, b"only a line\n")


def test_lines_of_a_flowed_mail_are_joined(tmp_path):
    text = "The bridge will stay \nclosed until Friday.\n\n  Boats go \nall night.\n-- \nAnna"
    head = b"From: a@ferry.example\nSubject: Bridge\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    (draft,) = read(tmp_path, head + text.encode())
    assert texts(draft) == ["The bridge will stay closed until Friday.", "Boats go all night."]
    assert "Anna" in told(draft)


QUOTED = """林舟

-- 
渡口日报 电话0318
"""  # noqa: W291


def test_what_is_quoted_and_the_signature_go_to_the_list(tmp_path):
    quoted = "> 请写一篇检修的稿子。\n"
    (draft,) = read(tmp_path, mail(quoted + TEXT + QUOTED).as_bytes())
    assert texts(draft)[:2] == WANTED
    assert "0318" not in draft.body
    assert "0318" in told(draft)
    assert "请写一篇检修的稿子。" in told(draft)
    marks = (
        "-----Original Message-----",
        "-------- 原始邮件 --------",
        "On 4 Mar 2026, at 9:12, Lin wrote:",
        "在 2026年3月4日，林舟写道：",
    )
    for mark in marks:  # fmt: skip
        (draft,) = read(tmp_path, mail(f"{TEXT}\n{mark}\n从前的话。", "Re: 渡口大桥下月检修").as_bytes())
        assert texts(draft) == WANTED, mark
        assert draft.head["headline"] == "渡口大桥下月检修"
        assert "从前的话。" in told(draft)
        assert "Re: 渡口大桥下月检修" in told(draft)


@pytest.mark.parametrize(
    "mark", ["---------- Forwarded message ---------", "----- 转发邮件 -----", "-----Original Message-----"]
)
def test_of_a_mail_that_only_forwards_another_that_ones_text_is_the_copy(tmp_path, mark):
    inner = f"请处理。\n\n{mark}\n发件人: 林舟 <lin@ferry.example>\n主题: 检修\n\n{TEXT}"
    (draft,) = read(tmp_path, mail(inner, "Fw: 渡口大桥下月检修").as_bytes())
    assert texts(draft) == WANTED
    for text in ("请处理。", "发件人: 林舟", "主题: 检修", mark):
        assert text in told(draft)


@pytest.mark.parametrize(
    ("subject", "headline"), [("投稿", "桥要检修了"), ("【投稿】大桥检修", "大桥检修"), ("转发: 大桥检修", "大桥检修")]
)
def test_subjects_that_say_nothing_and_marks_of_others(tmp_path, subject, headline):
    (draft,) = read(tmp_path, mail("桥要检修了\n\n" + TEXT, subject).as_bytes())
    assert draft.head["headline"] == headline
    assert subject in told(draft)


def test_a_first_line_that_is_the_subject_stands_once(tmp_path):
    (draft,) = read(tmp_path, mail("渡口大桥下月检修\n本报记者 林舟\n\n" + TEXT).as_bytes())
    assert (draft.head["byline"], texts(draft)) == ("本报记者 林舟", WANTED)


def test_plain_text_is_taken_before_html_and_what_differs_is_told(tmp_path):
    message = mail()
    lines = "".join(f"<p>{line}</p>\n" for line in WANTED)
    message.add_alternative(f"<html><body>{lines}<p>只在网页里。</p></body></html>", subtype="html")
    (draft,) = read(tmp_path, message.as_bytes())
    assert texts(draft) == WANTED
    assert "只在网页里。" in told(draft)


def test_html_alone_is_read_without_what_it_quotes(tmp_path):
    message = EmailMessage()
    message["From"], message["Subject"] = "a@ferry.example", "Bridge"
    message.set_content(
        "<html><head><title>Nothing</title><style>p {}</style></head><body><p>Boats go <b>all</b> night.<o:p></o:p></p>"
        '<div class="gmail_quote">On Monday Lin wrote: <blockquote>Write it.</blockquote></div>'
        "<p>Fare: £1</p></body></html>",
        subtype="html",
    )
    (draft,) = read(tmp_path, message.as_bytes())
    assert texts(draft) == ["Boats go all night.", "Fare: £1"]
    assert draft.blocks[0].spans[1].emphasis is Emphasis.STRONG
    assert "Write it." in told(draft)
    assert {str(note.code) for note in draft.notes} == {"import-sender", "import-quoted", "import-left-out"}


# ---- What comes with it ------------------------------------------------------------------------------------------


def with_files(text, folder):
    message = mail(text)
    document = save(full_document(), folder / "bridge.docx").read_bytes()
    message.add_attachment(document, maintype="application", subtype="octet-stream", filename="稿件 bridge.docx")
    message.add_attachment(
        "春菜上市\n\n菜价比上月低了两成。\n".encode("gbk"), maintype="text", subtype="plain", filename="market.txt"
    )
    message.add_attachment(png(), maintype="image", subtype="png", filename="大桥.png")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="bad.docx")
    return message.as_bytes()  # fmt: skip


def test_documents_of_a_mail_are_stories_and_pictures_are_pictures(tmp_path):
    edition = make_edition(tmp_path)
    (tmp_path / "mail.eml").write_bytes(with_files(TEXT, tmp_path))
    done = take_in([tmp_path / "mail.eml"], edition)
    own, document, text, bad = done
    assert [one.story.name for one in (own, document, text)] == ["mail.md", "稿件-bridge.md", "market.md"]
    assert (edition / "images/mail.png").read_bytes() == png()
    assert "headline: 渡口大桥今起封闭检修" in document.story.read_text("utf-8")
    assert "菜价比上月低了两成。" in text.story.read_text("utf-8")
    assert any("plan.pdf" in note for note in own.notes)
    assert bad.aside.title == "bad.docx"
    assert not [one for one in done if isinstance(one, Refused)]


def test_the_few_words_over_documents_are_put_aside(tmp_path):
    aside, document, *_ = read(tmp_path, with_files("您好，稿件请见附件。谢谢！\n", tmp_path))
    assert isinstance(aside, Aside)
    assert "covering letter" in aside.what
    assert "您好，稿件请见附件。谢谢！" in aside.lines
    assert "大桥.png" in aside.lines
    assert isinstance(document, Draft)


def test_a_mail_inside_a_mail_is_read_and_not_without_end(tmp_path):
    message = mail("见转发的信。\n", "转来")
    for depth in range(6):
        outer = mail("见转发的信。\n", f"转来{depth}")
        outer.add_attachment(message)
        message = outer
    found = read(tmp_path, message.as_bytes())
    assert any("files inside of files" in str(line) for one in found for line in one.lines)
    outer = mail("见信。\n")
    outer.add_attachment(mail(subject="大桥检修"))
    assert read(tmp_path, outer.as_bytes())[1].head["headline"] == "大桥检修"


# ---- Boxes, and mail as text -------------------------------------------------------------------------------------


def test_each_message_of_a_box_is_a_mail(tmp_path):
    one, two = (mail(subject=subject, cte="8bit").as_bytes() for subject in ("甲事", "乙事"))
    box = (
        b"From lin Wed Mar  4 09:12:00 2026\n" + one + b"\n>From here on.\n\nFrom bell Wed Mar  4 09:13:00 2026\n" + two
    )
    drafts = read(tmp_path, box, "box.mbox")
    assert [(draft.name, draft.head["headline"]) for draft in drafts] == [("box-1", "甲事"), ("box-2", "乙事")]
    assert drafts[0].blocks[-1].text.endswith("From here on.")
    with pytest.raises(ContentError, match="content is not what its ending says"):
        read(tmp_path, b"no box", "no.mbox")


HEADERS = (
    "From: Lin <lin@ferry.example>\nTo: desk@ferry.example\nSubject: {}\nDate: Wed, 4 Mar 2026 09:12:00 +0800\n",
    "发件人：林舟\n发送时间：2026年3月4日 9:12\n收件人：编辑部\n抄送：值班\n主题：{}\n附件：大桥.jpg\n",
    "\n\n发件人: \"林舟\" <lin@ferry.example>\n日期: 2026-03-04\n主题: {}\n",
    "寄件者: 林舟\n傳送日期: 2026年3月4日\n收件者: 編輯部\n主旨: {}\n",
    "差出人: 林\n送信日時: 2026年3月4日\n宛先: 編集部\n件名: {}\n",
    "Von: Lin <lin@ferry.example>\nGesendet: Mittwoch, 4. März 2026 09:12\nAn: Redaktion\nBetreff: {}\n",
    "De : Lin <lin@ferry.example>\nEnvoyé : mercredi 4 mars 2026\nÀ : desk\nObjet : {}\n",
    "*From:* Lin\n*Sent:* Wednesday\n*Subject:* {}\n",
)  # fmt: skip


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_mail_that_was_saved_as_text(tmp_path, headers, encoding):
    data = (headers.format("渡口大桥下月检修") + "\n" + TEXT).encode(encoding)
    (draft,) = read(tmp_path, data, "a.txt")
    assert draft.head == {"headline": "渡口大桥下月检修"}
    assert texts(draft) == WANTED
    held = told(draft)
    for line in headers.splitlines():
        value = line.partition("：" if "：" in line else ":")[2].strip(" *")
        assert value in held or value == "{}"


@pytest.mark.parametrize(
    "text",
    [
        "主题：渡口讲座\n时间：3月4日\n地点：文化馆\n\n欢迎市民参加，不收门票。\n",
        "From the ferry to the bridge\n\nBoats go all night.\n",
        "标题：大桥检修\n作者：林舟\n\n一句话。\n",
    ],
)
def test_what_only_looks_like_mail_is_text(tmp_path, text):
    (draft,) = read(tmp_path, text, "a.txt")
    assert "import-sender" not in {note.code for note in draft.notes}


def test_a_whole_message_that_was_saved_as_text_is_read_as_one(tmp_path):
    (draft,) = read(tmp_path, mail(cte="base64").as_bytes(), "a.txt")
    assert texts(draft) == WANTED


def test_a_mail_becomes_a_story_file(tmp_path):
    edition = make_edition(tmp_path)
    (tmp_path / "a.eml").write_bytes(mail().as_bytes())
    (taken,) = take_in([tmp_path / "a.eml"], edition)
    assert isinstance(taken, Taken)
    assert taken.story.read_text("utf-8") == "---\nheadline: 渡口大桥下月检修\n---\n" + TEXT


def test_a_mail_that_is_nested_without_end_is_refused(tmp_path):
    with pytest.raises(ContentError, match="more than 200 parts"):
        read(tmp_path, b"From: a\nSubject: x\nContent-Type: message/rfc822\n\n" * 3000 + b"x")


def test_a_forwarded_mail_that_was_saved_as_text_and_a_telephones_signature(tmp_path):
    (draft,) = read(tmp_path, f"----- 转发邮件 -----\n发件人：林舟\n主题：大桥检修\n\n{TEXT}\n发自我的手机\n", "a.txt")
    assert (draft.head["headline"], texts(draft)) == ("大桥检修", WANTED)
    assert "发自我的手机" in told(draft)


# ---- What is quoted, as programs write it ------------------------------------------------------------------------

OTHERS = (
    "编辑部 <desk@ferry.example> 于2026年3月3日周二 09:00写道：\n\n> 从前的话。",
    "On Tue, Mar 3, 2026 at 9:00 AM The Desk of the Evening Paper\n<desk@ferry.example> wrote:\n\n> 从前的话。",
    "> 2026年3月3日 上午9:00，编辑部 <desk@ferry.example> 写道：\n>\n> 从前的话。",
    "2026年3月3日(火) 9:00 編集部 <desk@ferry.example>:\n\n> 从前的话。",
    "From: Desk <desk@ferry.example>\nSent: Tuesday, March 3, 2026\nTo: Lin\nSubject: Bridge\n\n从前的话。",
    "发件人: 编辑部\n发送时间: 2026年3月3日\n收件人: 林舟\n主题: 大桥\n\n从前的话。",
)  # fmt: skip


@pytest.mark.parametrize("others", OTHERS)
def test_words_of_another_mail_as_programs_put_them_under_an_answer(tmp_path, others):
    (draft,) = read(tmp_path, mail(f"{TEXT}\n{others}\n", "Re: 大桥").as_bytes())
    assert texts(draft) == WANTED
    assert all("".join(line.split()) in "".join(told(draft).split()) for line in others.split("\n"))


@pytest.mark.parametrize(
    "copy",
    [
        "在写给母亲的最后一封信中，他这样写道：\n\n大桥修好的那天，我一定回来。",
        "On the day the bridge opened the mayor wrote:\n\nThe river is ours again.",
        "De : Bac-sur-Mer\nÀ : Port-Neuf\nDate : 3 mai\n\nLes prix ne changent pas.",
    ],
)
def test_copy_that_quotes_a_letter_or_is_a_timetable_is_copy(tmp_path, copy):
    (draft,) = read(tmp_path, mail(f"{TEXT}\n{copy}\n").as_bytes())
    assert "".join("".join(texts(draft)).split()) == "".join((TEXT + copy).split())
    assert "import-quoted" not in {note.code for note in draft.notes}


_HEADS = "<b>发件人:</b>&nbsp;编辑部<br><b>发送时间:</b>&nbsp;2026年3月3日<br><b>主题:</b>&nbsp;大桥"
IN_MARKUP = (
    f"<div><includetail><div>&nbsp;</div><div>------------------&nbsp;原始邮件&nbsp;------------------</div>"
    f"<div>{_HEADS}</div>%s</includetail></div>",
    f"<div style='border-top:solid'><p>{_HEADS}</p></div>%s",
    "<br>在 2026-03-03 09:00:00，&quot;编辑部&quot; &lt;desk@ferry.example&gt; 写道：<br><blockquote>%s</blockquote>",
)
_OLD = '<p>从前的话。</p><table><tr><td>表</td></tr></table><img src="http://ferry.example/logo.png">'


@pytest.mark.parametrize("others", IN_MARKUP)
def test_markup_is_read_without_what_it_quotes_though_nothing_marks_it(tmp_path, others):
    html = f"<html><body><div>渡口<b>大桥</b>封闭检修。</div><div><br></div>{others % _OLD}</body></html>"
    (draft,) = read(tmp_path, mail(html, "答复: 大桥", subtype="html").as_bytes())
    assert (texts(draft), draft.named) == (["渡口大桥封闭检修。"], [])
    assert draft.blocks[0].spans[1].emphasis is Emphasis.STRONG
    assert all(word in told(draft) for word in ("从前的话。", "表", "编辑部"))
    assert "import-unknown-element" not in {note.code for note in draft.notes}


def test_of_markup_that_only_forwards_another_mail_that_ones_text_is_the_copy(tmp_path):
    html = f"<div>请用。</div>{IN_MARKUP[1] % '<p>渡口<b>大桥</b>封闭检修。</p><p>时间：二十天。</p>'}"
    (draft,) = read(tmp_path, mail(html, "转发: 大桥", subtype="html").as_bytes())
    assert texts(draft) == ["渡口大桥封闭检修。", "时间：二十天。"]
    assert all(word in told(draft) for word in ("请用。", "编辑部"))


def test_headers_whose_names_are_spread(tmp_path):
    (draft,) = read(tmp_path, f"主　题：大桥检修\n发件人：林舟\n时　间：2026-03-04 09:12\n\n{TEXT}", "a.txt")
    assert (draft.head, texts(draft)) == ({"headline": "大桥检修"}, WANTED)


def test_a_message_that_tables_only_frame_is_text(tmp_path):
    html = (
        "<table><tbody><tr><td><table><tr><td><h2>大桥</h2></td></tr><tr><td><p>甲。</p><p>乙。</p></td></tr></table>"
    )
    (draft,) = read(tmp_path, mail(html, subtype="html").as_bytes())
    assert texts(draft) == ["大桥", "甲。", "乙。"]
