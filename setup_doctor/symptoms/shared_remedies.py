"""The ways out that more than one symptom offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand

if TYPE_CHECKING:
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Remedy

HUGGING_FACE = "https://huggingface.co"
PYTORCH = "https://pytorch.org/get-started/locally/"
TOKENS = f"{HUGGING_FACE}/settings/tokens"


def variable(purpose: Text, name: str, value: str) -> Remedy:
    """A variable for one window: what cmd calls set does nothing in PowerShell, and says nothing."""
    return by_hand(
        text(
            '{purpose}: $env:{name} = "{value}" in PowerShell, set {name}={value} in cmd, '
            "export {name}={value} elsewhere",
            purpose=purpose,
            name=name,
            value=value,
        )
    )


RESEMBLYZER = common_remedies.install("resemblyzer")
WITH_TORCH = common_remedies.install("resemblyzer", full=True)
PROJECT_FILE = by_hand(
    text(
        "What a project's file has to say, for the others too: setup-doctor export resemblyzer --full"
    )
)
PYANNOTE = common_remedies.install("pyannote")
OPEN = common_remedies.install("open")
LIGHT = common_remedies.install_light()
NEW_PYTHON = common_remedies.new_python()
RUNTIME = common_remedies.runtime()
TORCH = common_remedies.reinstall("torch", megabytes=130)

CLOSE = by_hand(
    text("Close what uses the file (another Python, a virus scanner), wait a minute, try again")
)
NOTHING = by_hand(text("Nothing to do. If something fails, paste the error that comes after it"))
LOOK_ABOVE = by_hand(text("Paste the lines above it as well: the reason stands there"))
TRY_AGAIN = by_hand(text("Try again, and once more on another network if it stays"))
ONE_SOURCE = by_hand(
    text("Install torch, torchaudio and torchvision in one command, so that they fit each other"),
    PYTORCH,
)
DRIVER = by_hand(
    text("Install the newest driver of the graphics card"), "https://www.nvidia.com/drivers"
)
ON_THE_PROCESSOR = variable(
    text("Or leave the graphics card out, in this window"), "CUDA_VISIBLE_DEVICES", "-1"
)
SMALLER = by_hand(
    text("Work on a shorter piece, or with a smaller batch, and close other programs")
)
WAV = by_hand(text("Convert it first: ffmpeg -i INPUT -ac 1 -ar 16000 output.wav"))
DIARIZE = by_hand(text("Or let `diarize FILE` read it: it decodes by itself, without ffmpeg"))
FFMPEG = by_hand(
    text("Install FFmpeg (winget install Gyan.FFmpeg.Shared, brew or apt), and open a new window")
)
NO_FFMPEG = by_hand(
    text("Give pyannote the samples, which needs no FFmpeg; `diarize FILE` does that by itself")
)
ACCEPT = by_hand(
    text("Open the page while logged in to the same account, accept, and try again"),
    f"{HUGGING_FACE}/{{repository}}",
)
NEW_TOKEN = by_hand(text("Make a new token of the type Read, then: setup-doctor token set"), TOKENS)
UTF8 = by_hand(text("Set PYTHONUTF8=1 (on Windows: setx PYTHONUTF8 1), and open a new window"))
ASCII = by_hand(
    text("Move the project to a short path without letters of your language, such as C:\\d")
)
ASCII_CACHE = by_hand(
    text("Let HF_HOME lead to a folder without letters of your language: setx HF_HOME C:\\hf")
)
NO_XET = variable(
    text("Try again in a window in which the Xet storage is off"), "HF_HUB_DISABLE_XET", "1"
)
CLOCK = by_hand(text("Set the clock of this machine, and try again"))
AGAIN_FRESH = by_hand(text("Delete the file or its folder in the cache, and download it again"))
RENAME_OWN = by_hand(
    text("Rename your own file that is called like the package, and delete __pycache__")
)
NEW_ENVIRONMENT = by_hand(
    text("Make a new environment for it, so that its versions and yours do not meet")
)
GUARD = by_hand(text('Put what starts the work below: if __name__ == "__main__":'))
