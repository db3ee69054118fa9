"""Punctuation: every rule by its examples, what stays as it is, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from layout.base import messages
from layout.base.diagnostics import Report
from layout.base.locale import LANGUAGES, language_for
from layout.compose.elements import ELEMENTS
from layout.edition.blocks import Emphasis, Span
from layout.edition.markdown import read_body
from layout.edition.regular import Mending
from layout.edition.typography import normalise as typography
from layout.edition.typography.normalise import Change, summary
from layout.edition.typography.punctuation import RULES
from layout.files.text import Source
from tests.amount import some

EDITION = Path(__file__).resolve().parents[2] / "content" / "2022-04-15"


def normalise(text: str, tag: str, *, phrases: bool = False) -> tuple[str, tuple[Change, ...]]:
    return typography.normalise(text, language_for(tag), phrases=phrases)


def normalise_spans(spans: tuple[Span, ...] | list[Span], tag: str) -> tuple[tuple[Span, ...], tuple[Change, ...]]:
    return typography.normalise_spans(spans, language_for(tag))


def zh(text: str) -> str:
    return normalise(text, "zh-Hans")[0]


def en(text: str) -> str:
    return normalise(text, "en")[0]


# Every rule: its id, what an editor typed, what the paper prints. The rule must be among those that acted, or,
# being a notice, among those that spoke.

CHINESE = [
    ("zero-width", "衡水\u200b晚报\ufeff", "衡水晚报"),
    ("zero-width", "雨\u200d停了", "雨停了"),
    ("tab", "春\t夏", "春 夏"),
    ("indent", "　　今天有雨。", "今天有雨。"),
    ("indent", " \u3000今天有雨。", "今天有雨。"),
    ("alphanumerics", "２０２２年Ａｐｐ上线", "2022年App上线"),
    ("percent", "增长５％左右", "增长5%左右"),
    ("decimal-point", "增长3．5倍", "增长3.5倍"),
    ("decimal-point", "增长３．５倍", "增长3.5倍"),
    ("apostrophe", "他说don't不难", "他说don’t不难"),
    ("apostrophe", "从Xi'an出发", "从Xi’an出发"),
    ("apostrophe", "听the students' band演奏", "听the students’ band演奏"),
    ("apostrophe", "唱rock 'n' roll的", "唱rock ’n’ roll的"),
    ("apostrophe", "93届、'99届和'02届的校友", "93届、’99届和’02届的校友"),
    ("elision", "唱rock ‘n’ roll的", "唱rock ’n’ roll的"),
    ("elision", "那是‘60s的歌，‘99年又唱", "那是’60s的歌，’99年又唱"),
    ("single-quotes", "'99届'回来了", "‘99届’回来了"),
    ("single-quotes", "字母'n'写错了", "字母‘n’写错了"),
    ("double-quotes", '这叫"断卡"行动', "这叫“断卡”行动"),
    ("double-quotes", '"甲"与"乙"', "“甲”与“乙”"),
    ("double-quotes", '“断卡"行动', "“断卡”行动"),
    ("double-quotes", '"断卡”行动', "“断卡”行动"),
    ("double-quotes", '"他说个没完。', "“他说个没完。"),
    ("double-quotes", '第5"断卡"行动', "第5“断卡”行动"),
    ("double-quotes", '身高6\'2"的"巨人"', "身高6'2\"的“巨人”"),
    ("single-quotes", "\"他说'好'就走\"", "“他说‘好’就走”"),
    ("single-quotes", "用了'云'字", "用了‘云’字"),
    ("ellipsis", "等等...", "等等……"),
    ("ellipsis", "等等......还有", "等等……还有"),
    ("ellipsis", "等等。。。还有", "等等……还有"),
    ("ellipsis", "等等…还有", "等等……还有"),
    ("dash", "春天--我来了", "春天——我来了"),
    ("dash", "春天---我来了", "春天——我来了"),
    ("dash", "春天－－我来了", "春天——我来了"),
    ("dash", "AI--人工智能", "AI——人工智能"),
    ("half-dash", "春天 — 我来了", "春天——我来了"),
    ("half-dash", "“春天来了”—他说", "“春天来了”——他说"),
    ("half-dash", "—记者手记", "——记者手记"),
    ("comma", "今天,有雨", "今天，有雨"),
    ("comma", "用iPhone,电脑", "用iPhone，电脑"),
    ("comma", "用电脑,iPhone", "用电脑，iPhone"),
    ("comma", "用“Word”, “Excel”办公", "用“Word”，“Excel”办公"),
    ("comma", "在2020, 2021年", "在2020，2021年"),
    ("full-stop", "今天有雨.", "今天有雨。"),
    ("full-stop", "他买了iPhone.", "他买了iPhone。"),
    ("full-stop", "增长3.5.他说", "增长3.5。他说"),
    ("semicolon", "今天有雨;明天晴", "今天有雨；明天晴"),
    ("colon", "他说:好", "他说：好"),
    ("colon", "得分:3", "得分：3"),
    ("question-mark", "真的?", "真的？"),
    ("exclamation-mark", "好!", "好！"),
    ("exclamation-mark", "真的?!", "真的？！"),
    ("brackets", "用通证(NFT)交易", "用通证（NFT）交易"),
    ("brackets", "NFT(通证)", "NFT（通证）"),
    ("brackets", "用通证(NFT）交易", "用通证（NFT）交易"),
    ("brackets", "1)好", "1）好"),
    ("range", "涨3~5倍", "涨3～5倍"),
    ("range", "涨3%~5%", "涨3%～5%"),
    ("range", "周一~周五", "周一～周五"),
    ("interpunct", "列奥纳多\u2022达\u30fb芬\uff65奇\u2027", "列奥纳多·达·芬·奇\u2027"),
    ("interpunct", "列奥纳多\u2027达芬奇", "列奥纳多·达芬奇"),
    ("space-inside", "今天， 有雨 。", "今天，有雨。"),
    ("space-inside", "见（ NFT ）一节", "见（NFT）一节"),
    ("space-inside", "叫“ 断卡 ”行动", "叫“断卡”行动"),
    ("space-mark", "叫 “断卡” 行动", "叫“断卡”行动"),
    ("space-mark", "有雨。 明天晴", "有雨。明天晴"),
    ("space-mark", "中 / 英", "中/英"),
    ("space-latin", "用 App 办理 5G 业务", "用App办理5G业务"),
    ("space-latin", "用 Visual Studio\u00a0写", "用Visual Studio写"),
    ("doubled", "今天，，有雨。。", "今天，，有雨。。"),
    ("doubled", "今天,,有雨", "今天，，有雨"),
    ("connector", "北京—上海", "北京—上海"),
    ("unpaired-quote", '他说"好', '他说"好'),
    ("corner-quotes", "叫「断卡」行动", "叫「断卡」行动"),
]

ENGLISH = [
    ("apostrophe", "It's the '90s", "It’s the ’90s"),
    ("apostrophe", "In the 1990's", "In the 1990’s"),
    ("apostrophe", "The class of '99 and fish 'n' chips", "The class of ’99 and fish ’n’ chips"),
    ("single-quotes", "'It runs on", "‘It runs on"),
    ("apostrophe", "'Cause we can, he said 'til ten", "’Cause we can, he said ’til ten"),
    ("apostrophe", "\"'Tis late,\" 'twas said, 'Em all and get 'em", "“’Tis late,” ’twas said, ’Em all and get ’em"),
    ("apostrophe", "'We waited 'til ten,' she said. ''Tis true.'", "‘We waited ’til ten,’ she said. ‘’Tis true.’"),
    ("apostrophe", "\"'Cause I can,\" said the students' club", "“’Cause I can,” said the students’ club"),
    ("apostrophe", "'Til death, she said: 'Yes.'", "’Til death, she said: ‘Yes.’"),
    ("single-quotes", "'Cause' is a word, and 'til' is", "‘Cause’ is a word, and ‘til’ is"),
    ("unpaired-quote", "He said 'qwerty again", "He said 'qwerty again"),
    ("single-quotes", "Drop the letter 'n' there", "Drop the letter ‘n’ there"),
    ("elision", "The class of ‘99, and fish ‘n’ chips", "The class of ’99, and fish ’n’ chips"),
    ("elision", "‘We left ‘cause it rained,’ she said. ‘Til then", "‘We left ’cause it rained,’ she said. ’Til then"),
    ("double-quotes", '"Rain," he said.', "“Rain,” he said."),
    ("double-quotes", '"It runs on', "“It runs on"),
    ("single-quotes", "\"He said 'rain' twice\"", "“He said ‘rain’ twice”"),
    ("unpaired-quote", 'rain" again', 'rain" again'),
    ("en-dash", "rain -- again--and again", "rain — again—and again"),
    ("en-ellipsis", "rain... Again....", "rain… Again…."),
]

NOTICES = {rule.id for rule in RULES if rule.notice}


@pytest.mark.parametrize(("rule", "typed", "printed"), CHINESE)
def test_rule_of_chinese(rule: str, typed: str, printed: str) -> None:
    text, changes = normalise(typed, "zh-Hans")
    assert text == printed
    assert rule in {change.rule for change in changes}


@pytest.mark.parametrize(("rule", "typed", "printed"), ENGLISH)
def test_rule_of_english(rule: str, typed: str, printed: str) -> None:
    text, changes = normalise(typed, "en-GB")
    assert text == printed
    assert rule in {change.rule for change in changes}


@pytest.mark.parametrize(("language", "rows"), [("zh-Hans", CHINESE), ("en", ENGLISH)])
def test_every_rule_has_an_example(language: str, rows: list[tuple[str, str, str]]) -> None:
    assert set(language_for(language).rules) == {rule for rule, _, _ in rows}


N, B = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("fr", 'Il a dit : "Bonjour!"', f"Il a dit{B}: «{N}Bonjour{N}!{N}»"),
        ("fr", "« oui » et «non»; quoi?!", f"«{N}oui{N}» et «{N}non{N}»{N}; quoi{N}?!"),
        ("fr", "à 10:30, http://x.fr/a?b", "à 10:30, http://x.fr/a?b"),
        ("fr", "Un, deux, etc.! Et 5°; 10 €? Mais non...!", f"Un, deux, etc.{N}! Et 5°{N}; 10 €{N}? Mais non…{N}!"),
        ("fr", "10%, 5€, 25°C, 1,5 %, à 20h30 et 8h", f"10{B}%, 5{B}€, 25{B}°C, 1,5 %, à 20{B}h{B}30 et 8{B}h"),
        ("fr", "http://x.fr/a%20b?c=5€, A10%, H1h2, 12:30", "http://x.fr/a%20b?c=5€, A10%, H1h2, 12:30"),
        ("de", "10%, 1.000€, 5%ig, 10%-Klausel, -3°C", f"10{B}%, 1.000{B}€, 5%ig, 10%-Klausel, -3{B}°C"),
        ("es", "el 10% y 5€", f"el 10{B}% y 5{B}€"),
        ("sv", "10%", f"10{B}%"),
        ("cs", "10% lihoviny, 10 %", "10% lihoviny, 10 %"),
        ("ru", "10%", "10%"),
        ("tr", "%10", "%10"),
        ("it", "10%", "10%"),
        ("fr", "Paris - Nice -- enfin", "Paris – Nice – enfin"),
        ("de", "Er sagte: \"Das 'kleine' Haus.\" Gut - ja", "Er sagte: „Das ‚kleine‘ Haus.“ Gut – ja"),
        ("pl", 'Rzekł: "Idę".', "Rzekł: „Idę”."),
        ("cs", 'Řekl: "Jdu."', "Řekl: „Jdu.“"),
        ("sv", 'Han sade: "Ja."', "Han sade: ”Ja.”"),
        ("nl", 'Hij zei: "Ja" in de foto\'s', "Hij zei: “Ja” in de foto’s"),
        ("ru", 'Он сказал: "Иду". - Да', "Он сказал: «Иду». — Да"),
        ("ru", '"Он написал: "Ремонт не окупится"".', "«Он написал: „Ремонт не окупится“»."),
        ("de", '"Der Chor "Frohsinn" singt", hieß es.', "„Der Chor ‚Frohsinn‘ singt“, hieß es."),
        ("en", '"It runs on and "inner" words', "“It runs on and ‘inner’ words"),
        ("en", '"A" "B" "C"', "“A” “B” “C”"),
        ("fr", '" oui " dit " non "', f"«{N}oui{N}» dit «{N}non{N}»"),
        ("nl", "'s Avonds zei J. van 't Hoff: 'Ja.' ‘k Wil", "’s Avonds zei J. van ’t Hoff: ‘Ja.’ ’k Wil"),
        ("nl", "'t is 'nee' of 's'", "’t is ‘nee’ of ‘s’"),
        ("cs", "'s tím nesouhlasím'", "‚s tím nesouhlasím‘"),
        ("de", "'s ist kalt, sagte er: 'Nein.'", "’s ist kalt, sagte er: ‚Nein.‘"),
        ("it", "dal '900, disse, 'oggi'", "dal ’900, disse, “oggi”"),
        ("de", "'68 war's, so 'ne Frage, 'ner Frau, 'raus", "’68 war’s, so ’ne Frage, ’ner Frau, ’raus"),
        ("de", "‘68, ‚89, hat‘s, ‚99 Jahre‘", "’68, ’89, hat’s, ‚99 Jahre‘"),
        ("de", "'Das war '68', sagte er", "‚Das war ’68‘, sagte er"),
        ("fr", "Mai '68, les années ‘80", "Mai ’68, les années ’80"),
        ("it", "'sto 'ndranghetista, 'o sole, un po' di '80", "’sto ’ndranghetista, ’o sole, un po’ di ’80"),
        ("it", "anni '80, un po' di sole; 'o tutto'", "anni ’80, un po’ di sole; “o tutto”"),
        ("es", "Los '80, pa' qué, dijo 'sí'", "Los ’80, pa’ qué, dijo “sí”"),
        ("pt", "em '68, 'tá bem: 'em 1990'", "em ’68, ’tá bem: “em 1990”"),
        ("pl", "w '89 r. i 'tak'", "w ’89 r. i «tak»"),
        ("cs", "v roce '92 a ‘93", "v roce ’92 a ’93"),
        ("sv", "år '68", "år ’68"),
        ("el", "το '21, θα 'ρθω, σ' αγαπώ: 'ναι'", "το ’21, θα ’ρθω, σ’ αγαπώ: “ναι”"),
        ("nl", "in '68 kwam 'ie, de jaren '80", "in ’68 kwam ’ie, de jaren ’80"),
        ("tr", "%12,5'ini ve 14'teki 'evet'", "%12,5’ini ve 14’teki ‘evet’"),
        ("uk", 'П\'ять "слів"', "П’ять «слів»"),
        ("el", 'Είπε: "Ναι".', "Είπε: «Ναι»."),
        ("es", '"¿Qué?", dijo', "«¿Qué?», dijo"),
        ("it", 'L\'uomo: "Sì"', "L’uomo: «Sì»"),
        ("pt", '"Sim"', "«Sim»"),
        ("pt-BR", '"Sim"', "“Sim”"),
        ("tr", '"Evet" Türkiye\'de', "“Evet” Türkiye’de"),
        ("vi", '"Vâng"', "“Vâng”"),
        ("ja", '彼は"はい"と', "彼は「はい」と"),
        ("ko", '그는 "네"라고', "그는 “네”라고"),
        ("ko", "'97년 '가'를 '나'에게 줬다", "’97년 ‘가’를 ‘나’에게 줬다"),
        ("ko", "'견딜 만하다'면서도 O'Reilly가", "‘견딜 만하다’면서도 O’Reilly가"),
    ],
)
def test_copy_of_a_language_has_its_own_marks(language: str, typed: str, printed: str) -> None:
    assert normalise(typed, language)[0] == printed
    assert normalise(printed, language) == (printed, ())


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "Er sagte “so” und „so“", 1),
        ("pl", "„tak”, “nie”", 1),
        ("sv", "”så” och “så”", 1),
        ("ru", "«так» и „так“", 0),
        ("fr", f"«{N}un “deux” trois{N}»", 0),
        ("nl", "“ja” en „nee”", 1),
    ],
)
def test_a_quote_that_the_language_has_not_is_told_and_kept(language: str, text: str, told: int) -> None:
    printed, changes = normalise(text, language)
    assert printed == text
    assert [change.rule for change in changes] == ["foreign-quote"] * told


def test_rule_ids_are_unique_and_sources_are_named() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {rule.id for rule in RULES} == {name for language in LANGUAGES for name in language.rules}
    assert all(rule.what and rule.source for rule in RULES)


UNTOUCHED = [
    "共1,234.5元",
    "共1,234,567人",
    "时间为10:30，至12:05:30",
    "比分3:2，赔率1:1.5",
    "于2022-04-15发布",
    "断卡行动2.0版",
    "版本v2.0.1-rc.1",
    "见https://example.com/a,b;c?x=1:2&y=(3)!z~w一文",
    "见www.example.com。",
    "见https://intranet/a_(3)是",
    "见example.com/a_(3)是",
    "打开C:\\新闻",
    "他说：“Yes（是的）is OK.”",
    "比分3: 2",
    "写信到o.neil--1@example.com投稿",
    "等..他",
    "写信到editor.desk@example.com投稿",
    "打开report_v1.2.pdf文件",
    "打开C:\\news\\a.txt文件",
    "他说：“Hello, world.”",
    "他说：“Wait... What? Yes! (I think): no; well--maybe.”",
    "U.S.总统",
    "访问U.S.、U.K.等国",
    "在No. 5球场",
    "Dr. Smith说",
    "J. K. Rowling说",
    "Apple Inc.发布",
    "电话0318-2065575",
    "电话(0318)2065575",
    "学习C++、C#和.NET",
    "打开.pdf文件",
    "非同质化通证（NFT）",
    '5"屏幕与6"屏幕',
    "长5'6\"的板",
    "长5'的板",
    "涨3～5倍",
    "温度－5℃",
    "新华社记者 刘硕 熊丰 齐琪",
    "重拳不松劲 源头管得住",
    "春　夏",
    "1.春天的雨",
    "其一：A.春天；B.夏天",
    "他走了……",
    "他走了…………",
    "他走了——真的",
    "真的？！好！！！",
    "A~Z",
    "1936—1949年",
    "スター・ウォーズ",
    "叫“断卡”行动，叫‘云’",
    "高考·2022·作文",
    "\U0001f468\u200d\U0001f469",
    "禰\U000e0100衡",
    "Apple said: hello, world... (really); yes! No? Done.",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    assert [change for change in normalise(text, "zh-Hans")[1] if not change.is_notice] == []
    assert zh(text) == text


def test_single_em_dash_between_han_is_told_but_not_changed() -> None:
    assert normalise("北京—上海", "zh-Hans") == ("北京—上海", (Change("connector", 2, "—", "—"),))


@pytest.mark.parametrize(
    "text",
    [
        "Rain at 10:30, 1,234.5 mm (5%); 3~5 days: yes! No?",
        'He is 6\'2" and owns a 5" screen',
        "see https://example.com/a--b...c",
        "一个 test , 中文.",
        "Ｆｕｌｌ　ｗｉｄｔｈ\t\u200b",
    ],
)
def test_english_table_does_nothing_else(text: str) -> None:
    assert normalise(text, "en") == (text, ())


@pytest.mark.parametrize("language", ["sw", "zhx", "eng"])
def test_other_languages_are_left_alone(language: str) -> None:
    assert normalise('他说:"don\'t"...', language) == ('他说:"don\'t"...', ())


@pytest.mark.parametrize("language", ["zh", "zh-Hans", "zh-Hant", "zh-CN", "zh-Hant-TW"])
def test_all_chinese_is_chinese(language: str) -> None:
    assert normalise("雨,停", language)[0] == "雨，停"


@pytest.mark.parametrize(("language", "told"), [("zh-Hans", 1), ("zh", 1), ("zh-Hant", 0), ("zh-TW", 0)])
def test_corner_quotes_are_told_only_where_they_are_foreign(language: str, told: int) -> None:
    text, changes = normalise("叫「断卡」行动", language)
    assert text == "叫「断卡」行动"
    assert len(changes) == told


MIXED = [
    ('他说:"Hello, world." 然后走了.', "他说：“Hello, world.”然后走了。"),
    ("见(https://example.com/a),谢谢", "见（https://example.com/a），谢谢"),
    ("见https://example.com/a.他说", "见https://example.com/a。他说"),
    ("写信到a@example.com,谢谢", "写信到a@example.com，谢谢"),
    ("用通证(NFT),代币(ICO).", "用通证（NFT），代币（ICO）。"),
    ("用NFT(通证),ICO(代币).", "用NFT（通证），ICO（代币）。"),
    ("电话:0318-2065575,手机:13503189058.", "电话：0318-2065575，手机：13503189058。"),
    ("他用 iPhone 13 Pro 拍照 , 好", "他用iPhone 13 Pro拍照，好"),
    ('"好" , "不好"', "“好”，“不好”"),
    ('"甲\'乙\'丙","丁"', "“甲‘乙’丙”，“丁”"),
    ("他说(笑):'I don't know.'", "他说（笑）：‘I don’t know.’"),
    ("时间:10:30~12:00,票价:5.5元.", "时间：10:30～12:00，票价：5.5元。"),
    ("雨.\u200b.\u200b.停", "雨……停"),
    ("（他说：OK.）", "（他说：OK。）"),
    ("禰\U000e0100 Apple", "禰\U000e0100Apple"),
    ("雨.。。停", "雨……停"),
    ("于3月 — 5月", "于3月—5月"),
    ("在0~-5℃之间", "在0～-5℃之间"),
    ("雨停—— Apple来了…… OK", "雨停——Apple来了……OK"),
    ('“甲"乙"丙”', "“甲“乙”丙”"),
    ("'甲\"乙'丙\"", "'甲“乙'丙”"),
    ('"他6\'2"高"', "“他6'2\"高”"),
    ("于10:30.他说", "于10:30。他说"),
]


@pytest.mark.parametrize(("typed", "printed"), MIXED)
def test_mixed_copy(typed: str, printed: str) -> None:
    assert zh(typed) == printed


# Headlines and bylines


@pytest.mark.parametrize(
    "head",
    [
        "武强县整治空中“飞线” 还街巷一片清朗",
        "成色如何？ 破案39.4万起",
        "三协会倡议 NFT风险须防",
        "《条例》施行 《细则》待定",
        "新华社记者 Li Wei 刘硕",
    ],
)
def test_a_space_that_parts_phrases_is_kept(head: str) -> None:
    assert normalise(head, "zh-Hans", phrases=True) == (head, ())
    assert zh(head) != head


def test_heads_are_normalised_like_copy_otherwise() -> None:
    assert normalise('立案连降, 反诈"成色"如何? 看数据 !', "zh-Hans", phrases=True)[0] == (
        "立案连降，反诈“成色”如何？ 看数据！"
    )


# Spans


def spans(*parts: tuple[str, Emphasis]) -> tuple[Span, ...]:
    return tuple(Span(text=text, emphasis=voice) for text, voice in parts)


PLAIN, STRONG, EM = Emphasis.PLAIN, Emphasis.STRONG, Emphasis.EM


def test_quotes_pair_across_spans() -> None:
    made, changes = normalise_spans(spans(('他说"雨', PLAIN), ('停了"', STRONG), (",好", PLAIN)), "zh-Hans")
    assert made == spans(("他说“雨", PLAIN), ("停了”", STRONG), ("，好", PLAIN))
    assert [(change.offset, change.before, change.after) for change in changes] == [
        (2, '"', "“"),
        (6, '"', "”"),
        (7, ",", "，"),
    ]


def test_context_runs_across_spans() -> None:
    made, _ = normalise_spans(spans(("断卡", STRONG), (": App", PLAIN), (" 上线", EM)), "zh-Hans")
    assert made == spans(("断卡", STRONG), ("：App", PLAIN), ("上线", EM))


def test_a_run_over_two_spans_goes_to_the_first_and_an_empty_span_goes() -> None:
    made, _ = normalise_spans(spans(("雨.", PLAIN), ("..", STRONG), ("停", PLAIN)), "zh-Hans")
    assert made == spans(("雨……", PLAIN), ("停", PLAIN))


def test_english_spans_keep_their_spaces() -> None:
    made, _ = normalise_spans(spans(('He said "', PLAIN), ("rain", EM), ('" twice', PLAIN)), "en")
    assert made == spans(("He said “", PLAIN), ("rain", EM), ("” twice", PLAIN))


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", "He wrote \"one\\\n*two* three\" and 'left'.", ["He wrote “one", "two three” and ‘left’."]),
        ("en", '```verse\n"One,\nthe \'two\';\n\n"three\nfour"\n```', ["“One,", "the ‘two’;", "“three", "four”"]),
        ("fr", '```verse\n"Une ligne\nfinit"\n```', [f"«{N}Une ligne", f"finit{N}»"]),
        ("zh-Hans", '```诗\n"灯在对岸,\n桥睡了"\n```', ["“灯在对岸，", "桥睡了”"]),
    ],
)
def test_quotes_pair_over_the_lines_of_a_stanza_or_paragraph(language: str, typed: str, printed: list[str]) -> None:
    mending = Mending(language_for(language))
    made = list(mending.blocks(read_body(typed, Source("a.md", typed), 1, Report(), ELEMENTS)))
    assert [block.text for block in made] == printed
    assert not [change for change in mending.changes if change.is_notice]


def test_no_spans() -> None:
    assert normalise_spans((), "zh-Hans") == ((), ())


# The report


def test_summary() -> None:
    _, changes = normalise('他说,"雨",停,了。。 北京—上海 (晴)\u200b', "zh-Hans")
    assert summary(changes) == (
        '3 × , → ，; 2 × " → “”; 2 × space beside a mark removed; 1 × ( → （; 1 × ) → ）; '
        "1 × zero-width character removed; 1 × 。。 kept; 1 × — between han kept as a connector"
    )
    assert messages.told(summary(changes), messages.CHINESE).startswith("3 处 , → ，；2 处 ")
    assert summary(()) == ""


def test_offsets_are_those_of_the_original() -> None:
    _, changes = normalise("\u200b雨 , 停...了.", "zh-Hans")
    assert [(change.offset, change.before, change.after) for change in changes] == [
        (0, "\u200b", ""),
        (2, " ", ""),
        (3, ",", "，"),
        (4, " ", ""),
        (6, "...", "……"),
        (10, ".", "。"),
    ]


# The sample edition


@pytest.mark.parametrize("story", sorted(EDITION.glob("*.md")), ids=lambda path: path.stem)
def test_the_sample_stories_come_out_unchanged(story: Path) -> None:
    # The file is read here, not loaded: what the loader returns has been normalised already.
    _, head, body = story.read_text(encoding="utf-8").split("---\n", 2)
    for line in head.splitlines():
        value = line.partition(": ")[2]
        assert normalise(value, "zh-Hans", phrases=True) == (value, ())
    blocks = read_body(body, Source(story.name, body), 1, Report(), ELEMENTS)
    assert sum(len(block.text) for block in blocks) > 200
    for block in blocks:
        block.mapped(_unchanged, _unchanged_spans)


def _unchanged(text: str) -> str:
    assert normalise(text, "zh-Hans", phrases=True) == (text, ())
    return text


def _unchanged_spans(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    assert normalise_spans(spans, "zh-Hans") == (spans, ())
    return spans


# What holds for any text

TOKENS = [
    *"雨停他说，。、；：？！（）“”‘’《》「」…—～·％．－ー〇",
    *",.;:?!()\"'-~[] \t\u3000\u00a0\u200b\u2022\u30fb/@",
    *"aBs135５Ａ",
    *("...", "--", "。。。", "don't", "U.S.", "No. ", "1,234.5", "10:30", "6'2\"", "https://a.cn/b", "a@b.cn", ".NET"),
    *("1.", "J.", "(0318)2065575", "C:\\a", "’s", "\u0301", "\U000e0100", "\U0001f468", "\u200d", "한", "é", "\n"),
]
COPY = st.lists(st.sampled_from(TOKENS), max_size=24).map("".join)
ANY = COPY | st.text(max_size=40)
TAGS = st.sampled_from(["zh-Hans", "zh-Hant", "en", "ja", "fr", "de", "sv"])


@settings(max_examples=some(1500), deadline=None)
@given(ANY, TAGS, st.booleans())
@example('5"雨"停"', "zh-Hans", False)
def test_normalised_copy_stays_as_it_is(text: str, language: str, phrases: bool) -> None:
    once, _ = normalise(text, language, phrases=phrases)
    twice, changes = normalise(once, language, phrases=phrases)
    assert twice == once
    assert all(change.is_notice for change in changes)


HALF_WIDTH = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def letters(text: str) -> str:
    return "".join(char for char in text.translate(HALF_WIDTH) if char.isalnum())


NAMED = set("\"',.;:?!()-~…。－—％．•・･‧\t \u00a0\u202f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""The characters that a rule may take away or turn into another."""


def others(text: str) -> str:
    made = set("“”‘’「」『』«»„‚–，。；：？！（）…—～·%")
    return "".join(char for char in text.translate(HALF_WIDTH) if char not in NAMED | made)


@settings(max_examples=some(800), deadline=None)
@given(ANY, TAGS)
def test_nothing_but_the_named_characters_is_lost(text: str, language: str) -> None:
    made, _ = normalise(text, language)
    assert letters(made) == letters(text)
    assert others(made) == others(text)


@settings(max_examples=some(800), deadline=None)
@given(ANY, TAGS, st.booleans())
def test_the_changes_put_into_the_original_give_the_result(text: str, language: str, phrases: bool) -> None:
    made, changes = normalise(text, language, phrases=phrases)
    rebuilt, at = [], 0
    for change in changes:
        assert 0 <= change.offset < len(text)
        if change.is_notice:
            continue
        assert change.offset >= at
        assert text[change.offset : change.offset + len(change.before)] == change.before
        rebuilt += [text[at : change.offset], change.after]
        at = change.offset + len(change.before)
    assert "".join(rebuilt) + text[at:] == made
    assert list(changes) == sorted(changes, key=lambda change: change.offset)


@settings(max_examples=some(500), deadline=None)
@given(COPY, st.lists(st.integers(0, 40), max_size=4), TAGS)
def test_spans_hold_the_same_text_as_one(text: str, cuts: list[int], language: str) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    voices = (PLAIN, STRONG, EM)
    parts = [
        Span(text=text[first:last], emphasis=voices[index % 3]) for index, (first, last) in enumerate(pairwise(edges))
    ]
    made, changes = normalise_spans(parts, language)
    whole, whole_changes = normalise(text, language)
    assert "".join(span.text for span in made) == whole
    assert changes == whole_changes
    assert all(span.text for span in made)
