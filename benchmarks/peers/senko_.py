"""senko as it is shipped, but for its warm-up, which costs 100 s at every start.

Its library for features is built for AVX-512, and ends the process with an illegal instruction on
a processor without (senko 0.2.2, Linux). There its own second way is taken, with the features of
the backend `open` in the place of kaldifeat's: the same numbers, to rounding.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from worker import main

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from worker import Diarize


def load(given: argparse.Namespace) -> Diarize:
    """Load senko on the CPU."""
    import senko  # noqa: PLC0415, after the threads are set

    engine = senko.Diarizer(device="cpu", warmup=False, quiet=True)
    engine.logical_cores = given.threads  # it asks torch for so many threads again and again
    if sys.platform == "linux" and not _has_avx512():
        engine.kaldifeat_fbank = _features
        engine.use_gpu_fbank = True

    def diarize(path: Path) -> Iterator[tuple[float, float, str]]:
        found = engine.diarize(str(path), generate_colors=False)
        # Nothing where it hears nobody.
        for turn in (found or {}).get("merged_segments", ()):
            yield turn["start"], turn["end"], turn["speaker"]

    return diarize


def _has_avx512() -> bool:
    from numpy._core import _multiarray_umath  # noqa: PLC0415

    return bool(_multiarray_umath.__cpu_features__.get("AVX512F"))


def _features(segments: list[Any]) -> list[Any]:
    import torch  # noqa: PLC0415

    from diarizer.backends.open import fbank  # noqa: PLC0415

    return [torch.from_numpy(fbank.features(segment.numpy())) for segment in segments]


if __name__ == "__main__":
    main(load, ("senko", "torch"))
