"""Blocks of samples that are freed are used again, without asking the system."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
import numpy as np
from diarizer.audio import freed_memory
if sys.argv[1] == "kept":
    freed_memory.keep()
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def work():  # as a block of ten seconds in stereo goes through its steps
    first = np.ones(2 * 441_000, np.float32)
    second = first + first
    third = second * second
    return third[-1]
work()
before = faults()
for _ in range(50):
    work()
print(faults() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc learns from a block")
def test_a_block_that_is_kept_costs_no_new_pages() -> None:
    kept, given_back = (
        int(
            subprocess.run(
                [sys.executable, "-c", PROGRAM, how],
                check=True,
                capture_output=True,
                encoding="utf-8",
                timeout=60,
            ).stdout
        )
        for how in ("kept", "given back")
    )
    assert kept < 0.1 * given_back
