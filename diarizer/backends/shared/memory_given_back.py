"""The memory that networks listened with, for what is made of what they heard: in its place, not beside it."""

from __future__ import annotations

import ctypes
import sys

import numpy as np

from diarizer.backends.shared import onnx_device


def give_back() -> None:
    """Give back what the networks of this process share and do not use, and what lies free in the heap.

    glibc keeps what was freed, in pieces between what is still used; the arrays of hours fit into none.
    Elsewhere the heap is left alone. Another recording that is listened to meanwhile takes it anew.
    """
    if onnx_device.memory_is_shared.cache_info().currsize and onnx_device.memory_is_shared():
        _shrink()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim:
            trim(0)


def _shrink() -> None:
    # onnxruntime shrinks what is shared behind a run of any network.
    how = onnx_device.package().RunOptions()
    how.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    network = onnx_device.session(onnx_device.PRODUCT, onnx_device.one_thread(), "cpu")
    network.run(None, {"x": np.ones((1, 1), np.float32)}, how)
