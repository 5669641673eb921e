"""What several tests of the library need."""

import os
from pathlib import Path

import pytest

from diarizer.types import Annotation, Span, Turn

ROOT = Path(__file__).resolve().parents[2]
AUDIO = Path(os.environ.get("DIARIZER_TEST_AUDIO") or ROOT.parent / "shared" / "audio")

needs_audio = pytest.mark.skipif(
    not AUDIO.is_dir(), reason=f"the development audio is not at {AUDIO} (DIARIZER_TEST_AUDIO)"
)


def turns(*triples):
    """Turns from (start, end, speaker)."""
    return tuple(Turn(Span(start, end), speaker) for start, end, speaker in triples)


def annotation(*triples, **fields):
    return Annotation(turns(*triples), **fields)


def audio_files(folder, pattern):
    return sorted((AUDIO / folder).glob(pattern))
