"""Simplified Chinese, as in the mainland."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.han import CLINGING, CURLY, ENGLISH_WORDS, JOINING, MAINLAND, NAMES, RULES, WHOLE
from layout.base.locale.record import Language, Phrases, Script, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{year}年{month}月{day}日 {day_name}",
    month_date="{year}年{month}月",
    months=tuple(f"{month}月" for month in range(1, 13)),
    days=tuple(f"星期{day}" for day in "一二三四五六日"),
    issue_number="第{issue}期",
    volume_issue="第{volume}卷 第{issue}期",
    page_count="今日{count}版",
    editor_name="责任编辑 {name}",
    continued_from="（上接{page}版）",
    carried_from="（上接{page}版）",
    heading_continued="{heading}（续）",
    continued_on="下转{page}版",
    source_and_jump="{source}　{jump}",
    source_line="（{text}）",
    dateline_before="{place}　",
    caption_credit="{text}　{credit}",
    index_label="导读",
    reading_note="（{reading}）",
    unit_note="（{unit}）",
    quoted_by="——{name}",
    designer_name="版式设计 {name}",
    publisher_name="{name}出版",
    cn_number="国内统一连续出版物号 CN {number}",
    phone_number="电话 {number}",
    price_named="零售价 {price}",
    between="　",
    elements=told_in(
        "横, 纵, 答案",
        "日出, 日落, 月出, 月落, 高潮, 低潮",
        "晴, 多云, 阴, 雨, 阵雨, 雷阵雨, 雪, 雨夹雪, 雾, 大风",
    ),
)

SITE = SiteWords(
    lang="zh-Hans",
    full_date="{year}年{month}月{day}日 {day_name}",
    short_date="{month}月{day}日",
    short_date_of_year="{year}年{month}月{day}日",
    epaper="数字报",
    issue="第{}期",
    page="{}版",
    pages="版面",
    all_editions="往期",
    issues="各期",
    previous_issue="上一期",
    next_issue="下一期",
    contents="本期目录",
    stories="本版稿件",
    ads="本版广告",
    ad="广告",
    picture_of="{}版版面图",
    zones="点版面读稿件",
    picture="图片",
    to_text="跳到正文",
    to_stories="跳到稿件列表",
    previous_page="上一版",
    next_page="下一版",
    previous_story="上一篇",
    next_story="下一篇",
    printed_on="载{}版",
    not_printed="本日未见报，只在数字报刊出",
    continued_from="上接{}版",
    goes_on="下转{}版",
    no_words="见版面图",
    stop="，",
)

SPECIMEN = SpecimenTexts(
    paper="样张",
    sample="字号从大到小 012",
    line="天地玄黄，宇宙洪荒。Banmian 2022",
    ad="花线样张",
    lead=("引题写在主题的上方", "主题一眼看见 正文慢慢去读", "副题补上主题没有说完的话", "本报记者 版面"),
    box=("加框", "框里的短文", "", ""),
    first=(
        ("一张报纸先是一张网格：横着是栏，竖着是行。", "plain"),
        ("黑体", "strong"),
        ("用来提醒，", "plain"),
        ("楷体", "em"),
        ("用来转述，数字与 Latin letters 之间留四分之一个字的空，3200m", "plain"),
        ("2", "superscript"),
        ("的上标不撑开行距。标点在行末收去半个字，“引号”成对，（括号）也成对。", "plain"),
    ),
    subhead="小标题站在自己的行里",
    paragraphs=(
        "每一行字都落在同一张行网上，隔着一道栏空望过去，左右两栏的行是齐的。栏宽是字的整数倍，行末不许出现逗号起头的下一行，也不许把开引号留在行尾；该挤的挤一点，该松的松一点，松到看不出来为止。",
        "大标题要让人三步之外看得见，小标题要让人停得下来。题与文之间留的白，多一行嫌空，少一行嫌挤，所以把它写在样式表里，谁都改得动，改完重做一遍样张，看一眼就知道对不对。",
        "一张版面上的字号不必多，几级就够，级与级之间要拉得开。颜色也一样，红是用来报喜或者报急的，用得多了就什么都不报。",
    ),
    source="版面",
)

NEW_WORDS = (
    "下月 上月 下周 上周 月内 我县 管网 老旧 充电桩 网格员 反诈 网红 共享单车 短视频 大模型 碳达峰 碳中和 "
    "双碳 扫码 微信 乡村振兴 脱贫攻坚 一带一路 雄安 大湾区 新冠 小程序 吐槽 点赞 助农 智能体 新质 生产力 "
    "医保局 低空经济 新能源车 动车组 预制菜 夜经济 微短剧 非遗 文旅 村超 城中村 大数据 云计算 区块链 "
    "物联网 自动驾驶 人脸识别 移动支付 外卖员 快递员 网约车 民宿 露营 骑行 研学 双减 托育 三孩 养老院 "
    "公积金 房贷 个税 专项债 国补 以旧换新 首店 首发 首秀 盲盒 国潮 直播间 带货"
)
"""Words of today's news that the dictionary is too old for."""

LANGUAGE = Language(
    tag="zh-Hans",
    also=("zh",),
    name="Chinese, simplified",
    script=Script.HAN,
    words=WORDS,
    marks=MAINLAND,
    quotes=CURLY,
    hyphenation=ENGLISH_WORDS,
    phrases=Phrases(
        segmenter="dictionary", clinging=CLINGING, whole=WHOLE, together=NAMES, hardly_first=JOINING, words=NEW_WORDS
    ),
    # Corner brackets are the quotes of traditional Chinese; here they are pointed out.
    rules=(*RULES, "corner-quotes"),
    site=SITE,
    specimen=SPECIMEN,
    name_ends=(
        *("公司", "集团(?!军)", "报社", "中心(?![城区])", "协会", "委员会", "管理局", "事务所", "旗舰店"),
        *("医院", "学院", "大学(?!生)", "学校", "银行(?![业卡])", "分行", "支行"),
    ),
)
