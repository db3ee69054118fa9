"""The compiled kernels: optional, so that where no compiler is the program runs all the same, only slower.

Each is a plain C file beside the Python module that does the same work. Built for the stable ABI of Python 3.11.
"""

import hashlib
from pathlib import Path

from setuptools import Extension, setup

KERNELS = {
    "layout.compose._breaking": "layout/compose/_breaking.c",
    "layout.compose._pour": "layout/compose/_pour.c",
    "layout.pdf._glyphs": "layout/pdf/_glyphs.c",
    "layout.pdf._shown": "layout/pdf/_shown.c",
    "layout.plan.solver._sweep": "layout/plan/solver/_sweep.c",
}


def kernel(module: str, source: str) -> Extension:
    """Return the extension that a kernel is built as. It is told what it is made from: see layout/base/kernels.py."""
    made_from = hashlib.sha256(Path(source).read_bytes()).hexdigest()
    return Extension(
        module,
        [source],
        define_macros=[("Py_LIMITED_API", "0x030B0000"), ("KERNEL_SOURCE", f'"{made_from}"')],
        py_limited_api=True,
        # Results are to be the same digits as those of Python: nothing may be contracted or reordered.
        extra_compile_args=["-std=c11", "-O3", "-ffp-contract=off"],
        optional=True,
    )


setup(
    ext_modules=[kernel(module, source) for module, source in KERNELS.items() if Path(source).exists()],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
