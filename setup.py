"""What pyproject.toml cannot say: the compiled kernels; the templates, press conditions and samples in the package.

The kernels are optional, so that where no compiler is the program runs all the same, only slower. Each is a plain C
file beside the Python module that does the same work, built for the stable ABI of Python 3.11. With BANMIAN_PURE=1 in
the environment they are left out: the wheel is then one for every system.
"""

import atexit
import hashlib
import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

KERNELS = [] if os.environ.get("BANMIAN_PURE") == "1" else sorted(Path("layout").rglob("_*.c"))

SHIPPED = ("templates", "assets/press", "assets/starter", "content", "docs")
"""Folders that are found in layout/shipped/ of an installed package (see layout/files/project.py)."""


def kernel(source: Path) -> Extension:
    """Return the extension that a kernel is built as. It is told what it is made from: see layout/base/kernels.py."""
    made_from = hashlib.sha256(source.read_bytes()).hexdigest()
    return Extension(
        ".".join(source.with_suffix("").parts),
        [source.as_posix()],
        define_macros=[("Py_LIMITED_API", "0x030B0000"), ("KERNEL_SOURCE", f'"{made_from}"')],
        py_limited_api=True,
        # Results are to be the same digits as those of Python: nothing may be contracted or reordered. No debugging
        # information: it has the paths of the machine that compiles.
        extra_compile_args=["-std=c11", "-O3", "-ffp-contract=off", "-g0"],
        optional=True,
    )


def shipped_files() -> list[Path]:
    """Return the files of the folders that go into the package: no hidden ones, and not the scripts that make them.

    What only makes the site of the documents stays here, and the man page has a place of its own.
    """
    found = (path for folder in SHIPPED for path in Path(folder).rglob("*") if path.is_file())
    ours = (path for path in found if not path.is_relative_to("docs/site"))
    return sorted(path for path in ours if path.suffix not in (".py", ".pyc", ".1") and not _hidden(path))


def description() -> str:
    """Return the README for a package index: without pictures, and links to other files as their words alone.

    There is no address at which they could be found.
    """
    text = Path("README.md").read_text("utf-8")
    text = re.sub(r"^!\[[^\]]*\]\([^)]*\)\n\n?", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!https?://|#)[^)]*\)", r"\1", text)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


class BuildKernels(build_ext):
    """Builds the kernels without the search paths that this machine's Python gives what it links: they need none."""

    def build_extension(self, ext: Extension) -> None:
        """Compile and link a kernel."""
        linker = getattr(self.compiler, "linker_so", [])
        linker[:] = [word for word in linker if not word.startswith("-Wl,-rpath")]
        super().build_extension(ext)


class BuildWithShipped(build_py):
    """Builds the package and copies into it what it ships. An editable one takes that from the checkout."""

    def run(self) -> None:
        """Copy modules, then what is shipped."""
        super().run()
        if self.editable_mode:
            return
        for source, target in self._shipped().items():
            self.mkpath(str(Path(target).parent))
            self.copy_file(source, target, preserve_mode=False)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return the files that a build writes."""
        shipped = [] if self.editable_mode else list(self._shipped().values())
        return [*super().get_outputs(include_bytecode), *shipped]

    def _shipped(self) -> dict[str, str]:
        """Return each file that is shipped and its place in the package that is built."""
        return {str(path): str(Path(self.build_lib, "layout", "shipped", path)) for path in shipped_files()}


# What is built goes beside the checkout and not into it: a build/ would hold a second package, out of date tomorrow.
built = TemporaryDirectory(prefix="banmian-build-")
if not Path("banmian.egg-info").exists():
    atexit.register(shutil.rmtree, "banmian.egg-info", ignore_errors=True)

setup(
    long_description=description(),
    long_description_content_type="text/markdown",
    cmdclass={"build_ext": BuildKernels, "build_py": BuildWithShipped},
    ext_modules=[kernel(source) for source in KERNELS],
    options={
        "build": {"build_base": built.name},
        **({"bdist_wheel": {"py_limited_api": "cp311"}} if KERNELS else {}),
    },
)
