"""What is said to who begins a paper, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, str] = {
    "the picture {name} is of a kind that a template cannot have": "图片 {name} 的格式，模板里不能用",
    "language": "语言",
    "name of the paper": "报名",
    "town": "在哪里出版",
    "format": "开本",
    "days of issue: daily, monday … sunday, or days of the month": "出报的日子：daily（天天）、星期一至星期日，或每月几日",
    "date of the first issue": "第一期的日期",
    "publisher (may be empty)": "出版单位（可以不写）",
    "telephone": "电话",
    "price of a copy (may be empty)": "定价（可以不写）",
    "{answer!r} cannot be printed as an answer": "{answer!r} 没法照印",
    "write one line of at most {most} characters": "请写一行，最多 {most} 个字符",
    "the paper has no name yet": "还没有报名",
    "give it with --name": "请用 --name 写明",
    "{answer!r} is no language that is known here": "没有 {answer!r} 这种语言",
    "write one of {tags}": "可以写 {tags}",
    "no paper can begin with the format {answer!r}": "没有可以用来创刊的开本 {answer!r}",
    "{answer!r} names no days of issue": "{answer!r} 不是出报的日子",
    "{answer!r} names no day of issue": "{answer!r} 不是出报的日子",
    "write daily, or weekdays such as monday, thursday, or days of the month such as 1, 15": "请写 daily，或星期几，如“星期一、星期四”，或每月几日，如“1、15”",
    "{answer!r} is no day of the calendar": "日历上没有 {answer!r} 这一天",
    "write it as 2022-04-15": "请写成 2022-04-15 的样子",
    "look at the certificate, or leave it out": "请核对证书上的号码，或先不写",
    "made {folder}; its first issue is {edition}": "{folder} 已建好，第一期在 {edition}",
    "What to do next:": "接下来：",
    "makes the pages": "排出版面",
    "shows them while you write": "边写边看",
    "The pages tell the rest; README.md names what to change first.": "其余的写在版面上；先改哪几处，见 README.md。",
}
