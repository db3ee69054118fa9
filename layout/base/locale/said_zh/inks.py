"""What is said in Chinese of the inks a page is printed in: black pages, spot inks."""

from __future__ import annotations

SAID = {
    "process has black in it: write process, or black": "process（四色）里已经有黑，请写 process 或 black",
    "a spot ink is named twice": "同一种专色写了两次",
    "no press has units for more than {most} spot inks": "没有哪台机器能加印 {most} 种以上的专色",
    "{letter} is the letter of a process ink's plate": "{letter} 是四色版的字母",
    "lab is lightness from 0 to 100, then a and b from -128 to 128": "lab 先写明度（0 到 100），再写 a 和 b（-128 到 128）",
    "a spot ink cannot be called as a process ink is": "专色不能与四色油墨同名",
    "positions: spots: has no ink {name!r}": "positions：spots 里没有油墨 {name!r}",
    "a spot colour needs cmyk: four numbers from 0 to 1 that stand for the full ink": "专色要有 cmyk：替代实地的四个数，从 0 到 1",
    "a spot colour has spot, cmyk and tint, and no inks of its own": "专色只有 spot、cmyk 和 tint，不另写油墨",
    "tint is more than 0, and 1 for the full ink": "tint 大于 0，实地为 1",
    "cmyk and tint are of a spot colour: name its ink, spot: PANTONE 185 C": "cmyk 和 tint 是专色的键，请写明油墨：spot: PANTONE 185 C",
    "page {page}: the press {press!r} has no spot ink {name!r}": "{page}版：印刷条件 {press!r} 没有专色 {name!r}",
    "its spot inks are {spots}": "它的专色有 {spots}",
    "name it under spots: in the press condition, with the inks that stand for it": "请在印刷条件的 spots 下写上它，以及替代它的油墨",
    "page {page} asks for {asked}, but the press prints {place} there": "{page}版要印 {asked}，但这个版位印厂只印 {place}",
    "take ink: out, move what needs colour, or correct positions: in the press condition": "请删去 ink、把要彩色的内容移走，或改正印刷条件的 positions",
    "page {page} asks for {asked}, which the press cannot print": "{page}版要印 {asked}，印厂的机组印不了",
    "its units print {units}": "它的机组能印 {units}",
    "{ad} is in colour, and its page is printed in {inks}: what is not comes in greys": "{ad}是彩色的，所在版只印 {inks}，其余颜色印成灰色",
    "move it to a page in colour, or agree with the advertiser that it runs so": "请移到彩色版，或与客户商定就这样印",
    "the spot colour {name} is printed by a plate of its own, {ink}": "专色 {name} 用自己的印版印：{ink}",
    "build the page anew, or let it be printed in process: ink: in edition.yaml": "请重新排这个版，或在 edition.yaml 用 ink 改印四色",
    "{thing} is in colour ({colour}) on a page that is printed in black": "{thing}带颜色（{colour}），而这个版只印黑色",
    "the picture {image} is in colour on a page that is printed in black": "图片 {image} 带颜色，而这个版只印黑色",
}
