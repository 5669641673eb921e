"""What error messages mean: the walls that people hit, told by the exact words they saw.

Used twice: to name the cause when an import fails, and by ``setup-doctor explain "..."`` for a
message that the user pastes. Numbers and identifiers are matched rather than words wherever
there are some, since Windows speaks the user's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.symptoms.entries.aborts import ABORTS
from setup_doctor.symptoms.entries.ages import AGES
from setup_doctor.symptoms.entries.aligning import ALIGNING
from setup_doctor.symptoms.entries.annotations import ANNOTATIONS
from setup_doctor.symptoms.entries.arrays import ARRAYS
from setup_doctor.symptoms.entries.audio import AUDIO
from setup_doctor.symptoms.entries.build import BUILD
from setup_doctor.symptoms.entries.codecs import CODECS
from setup_doctor.symptoms.entries.commands import COMMANDS
from setup_doctor.symptoms.entries.compiling import COMPILING
from setup_doctor.symptoms.entries.containers import CONTAINERS
from setup_doctor.symptoms.entries.crashes import CRASHES
from setup_doctor.symptoms.entries.cuda import CUDA
from setup_doctor.symptoms.entries.devices import DEVICES
from setup_doctor.symptoms.entries.dialogs import DIALOGS
from setup_doctor.symptoms.entries.downloads import DOWNLOADS
from setup_doctor.symptoms.entries.elsewhere import ELSEWHERE
from setup_doctor.symptoms.entries.files import FILES
from setup_doctor.symptoms.entries.foreign_libraries import FOREIGN_LIBRARIES
from setup_doctor.symptoms.entries.gated_repositories import GATED_REPOSITORIES
from setup_doctor.symptoms.entries.guesses import GUESSES
from setup_doctor.symptoms.entries.handled import HANDLED
from setup_doctor.symptoms.entries.harmless import HARMLESS
from setup_doctor.symptoms.entries.huggingface import HUGGINGFACE
from setup_doctor.symptoms.entries.keepers import KEEPERS
from setup_doctor.symptoms.entries.letters import LETTERS
from setup_doctor.symptoms.entries.libraries import LIBRARIES
from setup_doctor.symptoms.entries.lockfiles import LOCKFILES
from setup_doctor.symptoms.entries.meson import MESON
from setup_doctor.symptoms.entries.microphones import MICROPHONES
from setup_doctor.symptoms.entries.modules import MODULES
from setup_doctor.symptoms.entries.names import NAMES
from setup_doctor.symptoms.entries.network import NETWORK
from setup_doctor.symptoms.entries.network_words import NETWORK_WORDS
from setup_doctor.symptoms.entries.notices import NOTICES
from setup_doctor.symptoms.entries.onnx import ONNX
from setup_doctor.symptoms.entries.other_cards import OTHER_CARDS
from setup_doctor.symptoms.entries.pip_words import PIP_WORDS
from setup_doctor.symptoms.entries.platforms import PLATFORMS
from setup_doctor.symptoms.entries.powershell import POWERSHELL
from setup_doctor.symptoms.entries.precision import PRECISION
from setup_doctor.symptoms.entries.programs import PROGRAMS
from setup_doctor.symptoms.entries.pyannote import PYANNOTE
from setup_doctor.symptoms.entries.pythons import PYTHONS
from setup_doctor.symptoms.entries.requirement_lists import REQUIREMENT_LISTS
from setup_doctor.symptoms.entries.resolving import RESOLVING
from setup_doctor.symptoms.entries.shells import SHELLS
from setup_doctor.symptoms.entries.sources import SOURCES
from setup_doctor.symptoms.entries.speechbrain import SPEECHBRAIN
from setup_doctor.symptoms.entries.standard_library import STANDARD_LIBRARY
from setup_doctor.symptoms.entries.starting import STARTING
from setup_doctor.symptoms.entries.system_numbers import SYSTEM_NUMBERS
from setup_doctor.symptoms.entries.torch import TORCH
from setup_doctor.symptoms.entries.transformers import TRANSFORMERS
from setup_doctor.symptoms.entries.uv_words import UV_WORDS
from setup_doctor.symptoms.entries.versions import VERSIONS
from setup_doctor.symptoms.entries.windows import WINDOWS
from setup_doctor.symptoms.judgement import judge

if TYPE_CHECKING:
    from setup_doctor.symptoms.symptom import Symptom

# Of two that are equally sharp on the same line, the first.
SYMPTOMS: tuple[Symptom, ...] = (
    *MESON,
    *PLATFORMS,
    *BUILD,
    *COMPILING,
    *REQUIREMENT_LISTS,
    *SOURCES,
    *STARTING,
    *STANDARD_LIBRARY,
    *PYTHONS,
    *UV_WORDS,
    *LOCKFILES,
    *HANDLED,
    *TRANSFORMERS,
    *KEEPERS,
    *PIP_WORDS,
    *RESOLVING,
    *SHELLS,
    *POWERSHELL,
    *AGES,
    *ABORTS,
    *ARRAYS,
    *TORCH,
    *DIALOGS,
    *SYSTEM_NUMBERS,
    *FOREIGN_LIBRARIES,
    *SPEECHBRAIN,
    *FILES,
    *ELSEWHERE,
    *CODECS,
    *AUDIO,
    *OTHER_CARDS,
    *CONTAINERS,
    *DEVICES,
    *PRECISION,
    *MICROPHONES,
    *CUDA,
    *ONNX,
    *LIBRARIES,
    *HUGGINGFACE,
    *GATED_REPOSITORIES,
    *DOWNLOADS,
    *NETWORK_WORDS,
    *NETWORK,
    *PROGRAMS,
    *COMMANDS,
    *WINDOWS,
    *LETTERS,
    *CRASHES,
    *PYANNOTE,
    *ANNOTATIONS,
    *ALIGNING,
    *NAMES,
    *MODULES,
    *VERSIONS,
    *GUESSES,
    *HARMLESS,
    *NOTICES,
)


def recognise(message: str) -> Symptom | None:
    """The symptom behind the last error of `message`, None where it is a new one."""
    lead = judge(message, SYMPTOMS).lead
    return None if lead is None or lead.harmless else lead


def numbered(number: int | None) -> Symptom | None:
    """The symptom that Windows gives this number, None where it is not known."""
    return next((symptom for symptom in SYMPTOMS if number and symptom.number == number), None)
