"""More that explains nothing: what tools note of themselves and of each other."""

from __future__ import annotations

from setup_doctor.symptoms.entries.harmless import harmless

NOTICES = (
    harmless(
        "virtual-env",
        r"VIRTUAL_ENV=\S+` does not match the project environment path",
        "Another environment is active in this window; uv works in that of the project all the same.",
        (
            "warning: `VIRTUAL_ENV=/x/.venv` does not match the project environment path `.venv` and will be ignored",
            "ByteDance-Seed/VeOmni#147",
        ),
    ),
    harmless(
        "numpy-twice",
        r"loaded more than 1 DLL from \.libs",
        "Of an older numpy a file was left beside the one that is used. It slows nothing down; installing numpy anew ends it.",
        (
            'warnings.warn("loaded more than 1 DLL from .libs:"',
            "CorentinJ/Real-Time-Voice-Cloning#1280",
        ),
    ),
    harmless(
        "torchaudio-soundfile",
        r"torchaudio backend is switched to 'soundfile'|'sox_io' is not supported on Windows",
        "On Windows an older torchaudio reads recordings by the package soundfile, and says so.",
        (
            "The torchaudio backend is switched to 'soundfile'. Note that 'sox_io' is not supported on Windows.",
            "juanmc2005/diart#149",
        ),
    ),
    harmless(
        "whole-file",
        r"SoundFile failed to seek-and-read in",
        "An older pyannote reads the whole recording where it wanted a piece of it: slower, and otherwise the same.",
        (
            "UserWarning: SoundFile failed to seek-and-read in /x/a.wav: loading the whole file...",
            "pyannote/pyannote-audio#688",
        ),
    ),
    harmless(
        "lightning",
        r"LightningDeprecationWarning: ",
        "Lightning says what a later version of it will drop.",
        (
            "LightningDeprecationWarning: `pytorch_lightning.core.memory.LayerSummary` have been moved to "
            "`pytorch_lightning.utilities.model_summary` since v1.5",
            "pyannote/pyannote-audio#895",
        ),
    ),
    harmless(
        "pip-version",
        r"There was an error checking the latest version of pip",
        "pip looks by the way whether there is a newer pip, and did not find out.",
        (
            "WARNING: There was an error checking the latest version of pip.",
            "MahmoudAshraf97/whisper-diarization#252",
        ),
    ),
    harmless(
        "telemetry",
        r"OneLogger: Setting error_handling_strategy|No exporters were provided\. This means that no telemetry",
        "NeMo says that it reports nothing to anybody.",
        (
            "No exporters were provided. This means that no telemetry data will be collected.",
            "chidiwilliams/buzz#1367",
        ),
    ),
)
