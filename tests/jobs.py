"""Jobs for workers in other processes. Each of those imports this module: it needs next to nothing of the program."""

import gc
import os
import signal
import time
from pathlib import Path

from layout.base.errors import ContentError

LONGEST = 120.0
"""Seconds after which a test that waits for other processes gives up."""


def square(number: int) -> tuple[int, int]:
    time.sleep(0.02 * (number % 3))
    return number * number, os.getpid()


def faulty(number: int) -> int:
    if number in (2, 3):
        time.sleep(0.3 if number == 2 else 0.0)
        raise ContentError(f"page {number} is at fault", "mend it")
    return number


def deadly(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def patient(folder: str) -> str:
    Path(folder, str(os.getpid())).write_text("at work")
    time.sleep(LONGEST)
    return folder


def looked_for(_):
    return gc.get_threshold()[0]
