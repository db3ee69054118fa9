"""How Sphinx makes the site of the documents. `make docs` runs it over pages that docs/site puts together.

Nothing is fetched, neither now nor by who reads: no fonts, no scripts, no counters of others.
"""

from __future__ import annotations

import gettext
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import sphinx  # noqa: E402
from sphinx.addnodes import toctree  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402
from sphinx.builders.html import StandaloneHTMLBuilder  # noqa: E402
from sphinx.environment.adapters.toctree import TocTree  # noqa: E402
from sphinx.search import languages  # noqa: E402

from docs.site.search import SearchPairs  # noqa: E402
from layout import __version__  # noqa: E402

project = "Banmian 版面"
author = "the Banmian authors"
copyright = author
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns: list[str] = []
language = "en"
default_role = "code"
highlight_language = "text"
nitpicky = True
# Types of the standard library and of rooms that are not public have no page to lead to.
nitpick_ignore_regex = [("py:.*", ".*")]
suppress_warnings = [
    "misc.highlighting_failure",  # a piece of YAML or Jinja need not be whole
    "myst.header",  # docs/commands.md lists commands one step below the program
]

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 88
add_module_names = False

html_theme = "furo"
html_title = "Banmian 版面"
html_static_path = [str(Path(__file__).parent / "static")]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = True
pygments_style = "default"
html_search_language = "en"
languages["en"] = SearchPairs


def _as_rst(app: Sphinx, what: str, name: str, obj: object, options: Any, lines: list[str]) -> None:
    """Let a docstring be what it is here: plain text in which ``code`` is marked, and nothing else is a sign."""
    for at, line in enumerate(lines):
        parts = re.split(r"(``.+?``|`[^`]+`)", line)
        lines[at] = "".join(
            part if part.startswith("`") else re.sub(r"([*|\\])|_(?=\W|$)", r"\\\g<0>", part) for part in parts
        )


CHINESE = gettext.translation("sphinx", Path(sphinx.package_dir) / "locale", ["zh_CN"])
"""What Sphinx itself says on a page, in Chinese."""


def _in_chinese(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give a Chinese page Chinese words around it, the contents of the Chinese index, and tell browsers its language.

    The forms of characters and where lines may end follow from that.
    """
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    chinese = page.startswith("zh/")
    builder.templates.environment.install_gettext_translations(CHINESE if chinese else app.translator)
    if not chinese:
        return

    def contents(**options: Any) -> str:
        lists = app.env.get_doctree("zh/index").findall(toctree)
        options = {"collapse": True, "includehidden": True, "titles_only": False, "maxdepth": 0, **options}
        found = [TocTree(app.env).resolve(page, builder, each, True, **options) for each in lists]
        return "".join(builder.render_partial(each)["fragment"] for each in found if each is not None)

    context["language"] = "zh-CN"
    context["toctree"] = contents
    context["master_doc"] = context["root_doc"] = "zh/index"  # where the name at the top leads


def setup(app: Sphinx) -> None:
    """Hear of docstrings and pages."""
    app.connect("autodoc-process-docstring", _as_rst)
    app.connect("html-page-context", _in_chinese, priority=400)  # the theme asks for the contents at 500
