"""Two builds of pages held against each other: what became of every story, and what else looks different."""

from layout.compare.changes import Change, Kind, What
from layout.compare.folders import Comparison, compare_folders
from layout.compare.pages import PageChanges, PageSide, compare_page

__all__ = [
    "Change",
    "Comparison",
    "Kind",
    "PageChanges",
    "PageSide",
    "What",
    "compare_folders",
    "compare_page",
]
