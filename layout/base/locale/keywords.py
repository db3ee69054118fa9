"""What editors call the keys of an edition's files in Chinese, simplified and traditional: a hint can name the key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WORDS = {
    "headline": "标题 主标题 主题 大标题 標題 主標題",
    "kicker": "引题 肩题 眉题 引題 肩題 眉題",
    "deck": "副题 副标题 提要 副題 副標題",
    "byline": "署名 作者 记者 記者",
    "dateline": "电头 電頭",
    "source": "来源 稿源 來源",
    "series": "栏目 专栏 欄目 專欄",
    "section": "版名 版块 分类 分類",
    "priority": "优先级 优先 優先",
    "language": "语言 語言",
    "picture": "图片 照片 配图 圖片 配圖",
    "pictures": "组图 組圖",
    "file": "文件 图片文件 檔案 文件名",
    "caption": "图说 图注 说明 圖說 圖註 說明",
    "credit": "摄影 图片来源 攝影",
    "paper": "报纸 報紙",
    "name": "报名 名称 報名 名稱",
    "latin_name": "外文名 英文名",
    "date": "日期 刊期",
    "issue": "期号 期數 期数 期號",
    "volume": "卷号 卷",
    "pages": "版面 版",
    "template": "模板 版式 範本",
    "stories": "稿件 稿子 文章",
    "ads": "广告 廣告",
    "id": "代号 编号 代號 編號",
    "kind": "种类 类型 種類 類型",
    "columns": "栏数 栏 宽 欄數 欄 寬",
    "rows": "行数 行 高 行數",
    "title": "标题 广告标题 名头 標題",
    "text": "广告内容 正文 内容 文字 內容",
    "lines": "文字行",
    "contacts": "联系方式 联系 聯繫方式",
    "label": "标签 項目 項",
    "value": "号码 电话 號碼 電話",
    "entries": "条目 條目",
    "heading": "类别 類別",
    "advertiser": "客户 广告主 客戶 廣告主",
}
KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        word: tuple(key for key, named in _WORDS.items() if word in named.split())
        for words in _WORDS.values()
        for word in words.split()
    }
)
"""A word of a newsroom -> the keys that it may mean: which of them, the group tells that it stands in."""
