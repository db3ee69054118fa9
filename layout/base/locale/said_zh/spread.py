"""What is said in Chinese of two facing pages that are one (跨版, 通版)."""

from __future__ import annotations

SAID = {
    "the gutter has no bleed of {value}: write 0mm to 10mm": "订口出血不能是 {value}：请写 0mm 到 10mm",
    "across: names {word!r}, which is not on page {page}": "across: 里的“{word}”不在{page}版上",
    "page {page} is a right-hand page, and a spread is written on its left-hand page": "{page}版是右手版，跨版要写在左手版上",
    "write it on the page before, or take spread: out": "请写到前一版，或去掉 spread:",
    "page {page} does not face page {other}": "{page}版和{other}版不对开",
    "write spread: {wanted}, or take it out": "请写 spread: {wanted}，或去掉它",
    "page {page} is a front page, which is no part of a spread": "{page}版是头版，不能跨版",
    "write another kind:, or take spread: out": "请改 kind:，或去掉 spread:",
    "page {other} is the other half of page {page} already; it is listed on line {line} too": "{other}版已是{page}版的另一半，第 {line} 行又单列了",
    "put its stories and ads on page {page}, and take page {other} out": "请把它的稿件和广告写到{page}版，去掉{other}版",
    "the page is no spread": "这个版没有跨版",
    "write spread: and the page facing it, or take it out": "请写 spread: 和对开的版号，或去掉它",
    "printing runs through the fold, so anything may stand across it": "通版印过订口，哪篇稿件都可以跨",
    "take it out, or write fold: apart": "请去掉它，或写 fold: apart",
    "{story}: letters, or what its picture is about, stand on the fold between pages {page} and {other}": "{story}：有字，或图片的要紧处，落在{page}版和{other}版之间的订口上",
    "shorten or turn the words there, give the story another place, or the picture another focus:": "请缩短或调换那里的字，给稿件换位置，或给图片另写 focus:",
    "the ad {ad}: letters stand on the fold between pages {page} and {other}": "广告 {ad}：有字落在{page}版和{other}版之间的订口上",
    "bring a ready-made ad with nothing fine there, or sell it on one page": "请用订口处没有细字的成品广告，或改卖一个版",
    "the bleed at the gutter is {value}; {bleed} are said for the spread": "订口出血 {value}，跨版要 {bleed}",
}
