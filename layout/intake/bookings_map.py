"""Which column of a table of bookings is what: the usual names in Chinese and English, and a paper's own mapping."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping as Map
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from layout.base.diagnostics import Report, listing
from layout.base.errors import ContentError
from layout.base.locale.traditional import traditional
from layout.base.messages import listed, say
from layout.edition.blocks import Model
from layout.files.models import Form, read_model
from layout.files.text import meant, read_source, shown
from layout.files.yaml import Mapping, parse_yaml
from layout.intake.sizes import SIZES, Sold

_NAMES = {
    "id": "id ad-id code 代号 编号 广告编号 广告号 序号 编码",
    "kind": "kind type ad-type 形式 广告形式 广告类型",
    "advertiser": "client customer advertiser account 客户 客户名称 客户名 广告主 广告客户 单位 客户单位",
    "title": "title headline subject 标题 广告标题 主题",
    "subline": "subline 副题 副标题",
    "text": "text copy content body 广告内容 内容 文案 正文 广告词 广告文字",
    "lead": "lead 首句 主句 粗体",
    "heading": "category heading class section-name 类别 分类 栏目 行业 分类名称",
    "page": "page section 版面 版 版次 版位 刊登版面",
    "size": "size format ad-size dimensions 规格 尺寸 广告规格 广告尺寸 栏×行 栏x行 大小 版面规格",
    "columns": "columns width cols 栏 栏数 宽 宽度",
    "rows": "rows height depth 行 行数 高 高度",
    "date": "date dates run-date run-dates publish-date publication-date insertion-date insertion-dates issue-date "
    "issue-dates pub-date insertion 日期 刊期 刊登日期 见报日期 发布日期 刊登时间 见报时间 投放日期 "
    "发布时间 见报日 刊登日",
    "phone": "phone tel telephone mobile 电话 联系电话 手机 热线 联系方式",
    "address": "address 地址 联系地址",
    "file": "file filename artwork material 文件 文件名 素材 广告文件 成品",
    "signature": "signature signed 落款 署名",
    "position": "position placement 位置",
    "border": "border 边框 花线",
    "matter": "matter 行业代码",
    "price": "price amount cost rate fee 价格 金额 广告费 价钱 实收 单价",
    "rest": "remark remarks note notes 备注 说明",
}
FIELDS = frozenset(_NAMES)
"""What a column can be. ``rest`` and ``price`` are for the editor's list alone."""
_KNOWN = {
    said: field for field, names in _NAMES.items() for name in names.split() for said in (name, traditional(name))
}

ColumnNames = dict[str, str]


class ClassifiedKeys(Model):
    """The ad that classified entries go into."""

    id: str = ""
    columns: Annotated[int, Field(ge=1, le=12)] = 2
    rows: Annotated[int, Field(ge=2, le=200)] | None = None
    title: str = ""


class MapKeys(Model):
    """The keys of a mapping file: see docs/import.md."""

    columns: ColumnNames = Field(default_factory=dict)
    constants: ColumnNames = Field(default_factory=dict)
    sizes: ColumnNames = Field(default_factory=dict)
    only: datetime.date | None = None
    classified: ClassifiedKeys | None = None


@dataclass(frozen=True, slots=True)
class BookingMap:
    """What a paper says of its tables. Names of columns and sizes are compared by `plain_name`."""

    columns: Map[str, str]
    constants: Map[str, str]
    sizes: Map[str, Sold]
    only: datetime.date | None = None
    classified: ClassifiedKeys | None = None

    def field(self, name: str) -> str:
        """Return what a column of that name is, empty if it is not known."""
        plain = plain_name(name)
        short = plain_name(re.sub(r"[（(].*?[)）]", "", name))
        return self.columns.get(plain) or _KNOWN.get(plain) or self.columns.get(short) or _KNOWN.get(short) or ""

    def names_size(self, text: str) -> bool:
        """Tell whether the mapping itself says what a size is."""
        return plain_name(text) in self.sizes

    def size(self, text: str) -> Sold | None:
        """Return what a size is by its name, or as 2×18, 2栏18行; None if it is neither."""
        return self.sizes.get(plain_name(text)) or parsed_size(text)


NO_MAP = BookingMap({}, {}, {})


def plain_name(name: str) -> str:
    """Return a name to be compared: half width, in small letters, without blanks and a colon at its end."""
    return re.sub(r"[\s_]+", "-", unicodedata.normalize("NFKC", name).strip().strip(":*").strip().lower())


_SIZE = re.compile(
    r"(\d{1,2})\s*(?:[栏欄]|col(?:umn)?s?\.?)?\s*[x×*✕╳,，乘]?\s*(\d{1,3})\s*(?:行|rows?)?", re.IGNORECASE
)


def parsed_size(text: str) -> Sold | None:
    """Return the columns and rows of a size such as 2×18, 2栏×18行; None for another, such as one in millimetres."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = _SIZE.fullmatch(text)
    if found is None or text.isdigit() or re.fullmatch(r"\d+\s+\d+", text):
        return None
    return Sold(int(found[1]), int(found[2]))


def read_map(path: Path) -> BookingMap:
    """Read a mapping file. Raises ContentError with all that is wrong with it."""
    report = Report()
    source = read_source(path, path.parent, report)
    root = parse_yaml(source.text, source.file, report) if source else None
    keys = None
    if isinstance(root, Mapping) and not report.errors:
        keys = read_model(MapKeys, Form(root, shown(path)), report)
    if keys is None or report.errors:
        if not report.errors:
            raise ContentError(
                say("{file} has no keys", file=shown(path)),
                say("a mapping file may have {keys}", keys=listed(sorted(MapKeys.model_fields))),
            )
        raise ContentError(listing(report.findings))
    for given in (*keys.columns.values(), *keys.constants):
        if given not in FIELDS:
            raise ContentError(
                say("{file}: {given} is nothing that a column can be", file=shown(path), given=given),
                meant(given, FIELDS) or say("a column can be {known}", known=listed(sorted(FIELDS))),
            )
    sizes = {}
    for name, written in keys.sizes.items():
        known = next((size for size in SIZES if size == written.strip()), None)
        size = Sold(0, 0, known) if known else parsed_size(written)
        if size is None:
            raise ContentError(
                say("{file}: {written} is no size", file=shown(path), written=written),
                say("write columns and rows, such as 2x18, or one of {names}", names=listed(SIZES)),
            )
        sizes[plain_name(name)] = size
    columns = {plain_name(name): field for name, field in keys.columns.items()}
    return BookingMap(columns, keys.constants, sizes, keys.only, keys.classified)
