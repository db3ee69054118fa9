"""Makes the site of the documents in output/docs: pictures, then pages, then Sphinx over all. `make docs` runs it."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from docs.site import api, gallery, staging

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "docs"
OUTPUT = ROOT / "output" / "docs"


def main() -> int:
    """Make the site; return the exit code: 0, or that of Sphinx, for which every warning is an error."""
    made = gallery.make(CACHE / "pictures")
    for each in made.albums:
        for told in each.told:
            print(told, file=sys.stderr)
    texts, pictures = gallery.written(made)
    pages = {**staging.staged(), **texts, **api.pages()}
    pages["api.md"] += api.contents()
    for name in ("gallery.md", "zh/gallery.md"):
        pages[name] += gallery.contents()
    staging.write(CACHE / "source", pages, {**staging.other_files(), **pictures})
    strict = ["-W", "--keep-going", "-n", "-q"]
    code = sphinx(
        [*strict, "-c", str(Path(__file__).parent), "-d", str(CACHE / "doctrees"), str(CACHE / "source"), str(OUTPUT)]
    )
    if code == 0:
        print(f"{OUTPUT.relative_to(ROOT)}/index.html")
    return code


if __name__ == "__main__":
    sys.exit(main())
