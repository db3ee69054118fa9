"""The compiled kernels: optional, so that where no compiler is the program runs all the same, only slower.

Each is a plain C file beside the Python module that does the same work. Built for the stable ABI of Python 3.11.
"""

from setuptools import Extension, setup

KERNELS = {
    "layout.compose._pour": "layout/compose/_pour.c",
    "layout.plan.solver._sweep": "layout/plan/solver/_sweep.c",
}


def kernel(module: str, source: str) -> Extension:
    """Return the extension that a kernel is built as."""
    # Results are to be the same digits as those of Python: nothing may be contracted or reordered.
    return Extension(
        module,
        [source],
        define_macros=[("Py_LIMITED_API", "0x030B0000")],
        py_limited_api=True,
        extra_compile_args=["-std=c11", "-O3", "-ffp-contract=off"],
        optional=True,
    )


setup(ext_modules=[kernel(module, source) for module, source in KERNELS.items()])
