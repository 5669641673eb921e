"""Speaker diarization: audio in, who spoke when out.

>>> from diarizer import diarize                     # doctest: +SKIP
>>> print(diarize("meeting.m4a").to_rttm())          # doctest: +SKIP

The names are loaded when they are first used: `import diarizer` is instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diarizer.api import (
        ResemblyzerDiarizationService,
        diarize,
        diarize_with_resemblyzer,
        embed,
        similarity,
    )
    from diarizer.errors import DiarizerError
    from diarizer.people.identification import identify, voices
    from diarizer.people.link_recordings import link
    from diarizer.transcripts import assign_speakers
    from diarizer.types import Annotation, Audio, Span, Turn, Word

    PYANNOTE_AVAILABLE: bool
    RESEMBLYZER_AVAILABLE: bool

__version__ = "0.1.0"

__all__ = [
    "PYANNOTE_AVAILABLE",
    "RESEMBLYZER_AVAILABLE",
    "Annotation",
    "Audio",
    "DiarizerError",
    "ResemblyzerDiarizationService",
    "Span",
    "Turn",
    "Word",
    "__version__",
    "assign_speakers",
    "diarize",
    "diarize_with_resemblyzer",
    "embed",
    "identify",
    "link",
    "similarity",
    "voices",
]

_HOMES = {
    "Annotation": "types",
    "Audio": "types",
    "Span": "types",
    "Turn": "types",
    "Word": "types",
    "DiarizerError": "errors",
    "ResemblyzerDiarizationService": "api",
    "assign_speakers": "transcripts",
    "diarize": "api",
    "diarize_with_resemblyzer": "api",
    "embed": "api",
    "identify": "people.identification",
    "link": "people.link_recordings",
    "similarity": "api",
    "voices": "people.identification",
}


def __getattr__(name: str) -> Any:
    if name == "RESEMBLYZER_AVAILABLE":
        return import_module("diarizer.probes.installed_backends").resemblyzer()
    if name == "PYANNOTE_AVAILABLE":
        return import_module("diarizer.probes.installed_backends").pyannote()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
