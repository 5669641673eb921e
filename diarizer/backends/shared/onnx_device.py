"""Which device onnxruntime calculates on: it falls back to the processor without an error.

A session that was asked for CUDA and has none says so in a log line at most, and so does one whose
card fails while it calculates. So each session is asked afterwards who serves it, and may not change
that (https://github.com/microsoft/onnxruntime/issues/17801, #23372).
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.errors import BackendUnavailable
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.messages.text import Text

_LOG = logging.getLogger("diarizer")
_CUDA, _CPU = "CUDAExecutionProvider", "CPUExecutionProvider"
# The product of a matrix with itself, as `diarizer.backends.shared.onnx_graph` writes it.
PRODUCT = (
    b'\x08\x08B\x02\x10\x11:@\n\x12\n\x01x\n\x01x\x12\x02v1"\x06MatMul\x12\x07networkZ\x15\n'
    b"\x01x\x12\x10\n\x0e\x08\x01\x12\n\n\x03\x12\x01n\n\x03\x12\x01nb\n\n\x02v1\x12\x04\n\x02\x08\x01"
)
_SIDE = 8
_ERRORS_ONLY = 3
GPU_BUILD = (
    'python -m pip uninstall --yes onnxruntime; python -m pip install "onnxruntime-gpu[cuda,cudnn]"'
)
"""What puts the build for CUDA in the place of the usual one; both lie in the same folder."""


def package() -> Any:
    """Import onnxruntime, which would write down a number for this machine and report what it is used for.

    A variable that is set already stays as it is.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # it reads this once, when it is loaded
    import onnxruntime  # noqa: PLC0415, loaded only when it is used

    return onnxruntime


def device(name: str, tell: Callable[[Text], object] | None = None) -> str:
    """Name the device that is used; ``auto`` is a card that calculates, else the processor.

    Args:
        name: see :data:`diarizer.backends.devices.NAMES`.
        tell: gets a line where ``auto`` passes a card over; the log ``diarizer`` by default.

    Raises:
        BackendUnavailable: onnxruntime does not calculate there.

    """
    onnxruntime = package()
    if name == "cpu" or (name == "auto" and _CUDA not in onnxruntime.get_available_providers()):
        return "cpu"
    try:
        _prove("cuda" if name == "auto" else name)
    except BackendUnavailable as error:
        if name != "auto":
            raise
        (tell or _LOG.warning)(text("{reason} It is passed over.", reason=error.told.message))
        return "cpu"
    return "cuda" if name == "auto" else name


def one_thread() -> Any:
    """Return options of onnxruntime: one thread, and no word but of errors."""
    onnxruntime = package()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    return options


def session(file: bytes, options: Any, device: str) -> Any:
    """Load a network that is served where it was asked for, to its end.

    Args:
        file: of ONNX.
        options: of onnxruntime.
        device: of :func:`device`.

    Raises:
        BackendUnavailable: onnxruntime serves it elsewhere.

    """
    onnxruntime = package()
    if device == "cpu":
        if memory_is_shared():
            options.add_session_config_entry("session.use_env_allocators", "1")
        return onnxruntime.InferenceSession(file, options, providers=[_CPU])
    return _on_card(file, options, device, [_card(device), _CPU])


@cache
def memory_is_shared() -> bool:
    """Let the networks of this process take their memory from one place, not each from its own.

    They take turns, so what one has left is there for the next: 40 MB less for those of `open`.
    """
    onnxruntime = package()
    try:
        place = onnxruntime.OrtMemoryInfo(
            "Cpu",
            onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR,
            0,
            onnxruntime.OrtMemType.DEFAULT,
        )
        usual = onnxruntime.OrtArenaCfg(0, -1, -1, -1)
        onnxruntime.create_and_register_allocator(place, usual)
    except Exception:  # noqa: BLE001, another package of this process has made one, or it is too old
        return False
    return True


def of_any_length(file: bytes, device: str) -> Any:
    """Load a network that is asked for something of another length each time, on one thread.

    Raises:
        BackendUnavailable: onnxruntime serves it elsewhere.

    """
    options = one_thread()
    # A plan of the memory for one length is of no use to the next. Without onnxruntime's own arena,
    # glibc's heap has more and more holes: 80 MB in three hours.
    options.enable_mem_pattern = False
    return session(file, options, device)


def _card(device: str) -> tuple[str, dict[str, str]]:
    number = device.partition(":")[2] or "0"
    # Not the usual search for the fastest way: it begins anew with each length of a stretch.
    return _CUDA, {"device_id": number, "cudnn_conv_algo_search": "HEURISTIC"}


def _prove(device: str) -> None:
    onnxruntime = package()
    if not device.startswith("cuda") or _CUDA not in onnxruntime.get_available_providers():
        reason = text("it was built for the processor alone")
        raise _refused(device, reason, ", ".join(onnxruntime.get_available_providers()))
    # The libraries that come in wheels of their own, or with torch; it prints what it misses.
    with contextlib.redirect_stdout(sys.stderr):
        getattr(onnxruntime, "preload_dlls", str)()
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.disable_cpu_ep_fallback", "1")
    loaded = _on_card(PRODUCT, options, device, [_card(device)])
    ones = np.ones((_SIDE, _SIDE), np.float32)
    try:
        found = float(loaded.run(None, {"x": ones})[0].sum())
    except Exception as error:
        raise _broken(device, f"{type(error).__name__}: {error}") from error
    if found != float(_SIDE**3):
        raise _broken(device, f"{found} != {_SIDE**3}")


def _on_card(file: bytes, options: Any, device: str, providers: list[Any]) -> Any:
    onnxruntime = package()
    try:
        loaded = onnxruntime.InferenceSession(file, options, providers, enable_fallback=0)
    except Exception as error:
        raise _broken(device, f"{type(error).__name__}: {error}") from error
    serves = loaded.get_providers()
    if serves[:1] != [_CUDA]:
        raise _broken(device, ", ".join(serves))
    loaded.disable_fallback()
    return loaded


def _broken(device: str, said: str) -> BackendUnavailable:
    reason = text("it does not find the CUDA and cuDNN, the driver or the card that it wants")
    return _refused(device, reason, said, reference="cuda.onnxruntime")


def _refused(
    device: str, reason: Text, said: str, reference: str = "backend.no-device"
) -> BackendUnavailable:
    onnxruntime = package()
    facts = {"version": onnxruntime.__version__, "device": device, "reason": reason}
    hint = "setup-doctor check --only packages.devices"
    if reference != "cuda.onnxruntime":
        hint = GPU_BUILD if device.startswith("cuda") else "setup-doctor install open --full"
    return BackendUnavailable(
        text("onnxruntime {version} does not calculate on {device}: {reason}.", **facts),
        context=text("Asked for: {wanted}. What came: {said}", wanted=_CUDA, said=said),
        hint=hint,
        reference=reference,
    )
