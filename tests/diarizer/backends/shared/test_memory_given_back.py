"""What networks listened with is there for what comes after them, and they listen on."""

import subprocess
import sys

import pytest

pytest.importorskip("numpy")
pytest.importorskip("onnxruntime")

SCRIPT = """
from pathlib import Path
import numpy as np
from diarizer.backends.shared import onnx_device
from diarizer.backends.shared.memory_given_back import give_back

def held():
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 2**20

network = onnx_device.session(onnx_device.PRODUCT, onnx_device.one_thread(), "cpu")
ones = np.ones((2000, 2000), np.float32)
small = np.ones((8, 8), np.float32)
before = held()
for size in (500, 1000, 2000):
    network.run(None, {"x": ones[:size, :size].copy()})
pieces = [np.ones(500_000, np.float32) for _ in range(20)]
del pieces[::2]
heard = held()
give_back()
left = held()
print(heard - left, network.run(None, {"x": small})[0].sum())
"""


ALONE = """
import sys
from diarizer.backends.shared.memory_given_back import give_back

give_back()
print("onnxruntime" in sys.modules)
"""


def printed(script):
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return done.stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is looked up in Linux")
def test_what_lies_free_is_given_back_and_the_networks_answer_as_before():
    megabytes, summed = printed(SCRIPT)
    assert int(megabytes) > 15  # of 16 for the largest product, and what was freed between others
    assert float(summed) == 512.0


def test_where_no_network_was_loaded_none_is_loaded_for_it():
    assert printed(ALONE) == ["False"]
