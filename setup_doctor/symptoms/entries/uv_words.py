"""What uv says when it finds no set of versions, or lacks something to build one, in its own words."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_GUIDE = "https://docs.astral.sh/uv/guides/integration/pytorch/"
# Of the versions that uv lists, those before 2 fit no Python of today, which says nothing.
TOO_NEW = r"\btorch(?:==|[<>]=?)2\.[\w.+<>=,!]* has no wheels with a matching Python ABI tag"

UV_WORDS = (
    symptom(
        "packages.local-version",
        r"was found on \S+, but not at the requested version",
        "uv takes a package from the first index that has it, and {package} is at {index} too, in other versions: that index was "
        "named for all packages, not for torch alone.",
        by_hand(
            text(
                "Name the index for torch, torchaudio and torchvision alone: explicit = true, and a line for each in [tool.uv.sources]"
            ),
            _GUIDE,
        ),
        by_hand(text("Or let uv look at all of them: --index-strategy unsafe-best-match")),
        weight=Weight.SHARP,
        names=(
            r"`(?P<package>[\w.-]+)` was found on (?:https?://)?(?P<index>[\w./-]+\w), but not at the requested",
        ),
        seen=(
            (
                "× No solution found when resolving dependencies:\n  ╰─▶ Because there is no version of pillow==11.1.0 and your "
                "project depends on pillow==11.1.0, we can conclude that your project's requirements are unsatisfiable.\n\n"
                "      hint: `pillow` was found on https://download.pytorch.org/whl/cu126, but not at the requested version "
                "(pillow==11.1.0).",
                "lllyasviel/FramePack#315",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        TOO_NEW,
        "The versions of torch that are asked for have no file for this Python, which is newer than they are.",
        shared_remedies.NEW_PYTHON,
        by_hand(text("Without torch, on any of them: setup-doctor install resemblyzer --light")),
        weight=Weight.SHARP,
        looks=("python.version", "python.architecture"),
        seen=(
            (
                "× No solution found when resolving tool dependencies:\n  ╰─▶ Because only the following versions of torch are "
                "available:\n          torch<=2.0.1\n          torch==2.5.1\n      and torch>=2.0.1,<=2.4.1 has no wheels with a "
                "matching Python ABI tag, we can conclude\n      that torch>=2.0.1,<=2.4.1 cannot be used.\n      And because "
                "torch==2.5.0 has no wheels with a matching platform tag",
                "TalkBank/batchalign2#16",
            ),
        ),
    ),
    symptom(
        "packages.pkg-resources",
        r"depends on `pkg_resources`, but doesn't declare it as a build dependency",
        "{package} is built in a room of its own, where pkg_resources is missing. There is no package of that name: it is a part "
        "of setuptools before 82.",
        by_hand(
            text(
                'Write in pyproject.toml, below [tool.uv.extra-build-dependencies]: {package} = ["setuptools<81"]',
                package="...",
            )
        ),
        by_hand(text("Better: ask for a newer version of the package that is built")),
        weight=Weight.SHARP,
        names=(r"indicates that `(?P<package>[\w.-]+)` depends on `pkg_resources`",),
        seen=(
            (
                "hint: This error likely indicates that `whisperx` depends on `pkg_resources`, but doesn't declare it as a build "
                "dependency.",
                "JarodMica/dataset-maker#13",
            ),
        ),
    ),
    symptom(
        "packages.no-platform",
        r"torch(?:==|` \(v| \()[\s\S]{0,160}(?:no wheels with a matching platform tag|wheel for the current platform)"
        r"|torch\w*==[^\n]* with neither wheels nor source distribution"
        r"|wheel for the current platform[\s\S]{0,120}`torch`",
        "torch is there, and not for this system in the version or from the index that was asked for: for Macs with Intel it "
        "ended at 2.2, and an index of PyTorch has some builds for Linux or Windows alone.",
        by_hand(
            text(
                "The line `hint:` says for which systems there is one; ask for another version, or let the index depend on the "
                "system: marker = \"sys_platform == 'linux'\""
            )
        ),
        by_hand(text("Without torch, on any of them: setup-doctor install resemblyzer --light")),
        weight=Weight.SHARP,
        unless=TOO_NEW,
        looks=("python.architecture",),
        seen=(
            (
                "× No solution found when resolving dependencies:\n  ╰─▶ Because torch==2.5.0 has no wheels with a "
                "matching platform tag",
                "TalkBank/batchalign2#16",
            ),
            (
                "error: Distribution `torch==2.11.0` can't be installed because it doesn't have a source distribution or "
                "wheel for the current platform",
                "lanbinleo/bili2text#95",
            ),
            (
                "Because torch==2.6.0 has no wheels with a matching platform tag (e.g., `macosx_15_0_x86_64`) and you require "
                "torch==2.6.0, we can conclude that your requirements are unsatisfiable.",
                "astral-sh/uv#8746",
            ),
            (
                "error: Distribution `torch==2.5.1 @ registry+https://download.pytorch.org/whl/cu124` can't be installed because it "
                "doesn't have a source distribution or wheel for the current platform",
                "astral-sh/uv#10843",
            ),
        ),
    ),
    symptom(
        "packages.no-project",
        r"is not installable\. Neither 'setup\.py' nor 'pyproject\.toml' found",
        "The folder that was to be installed holds no package: it is empty, as that of a part of a repository that was not fetched "
        "along, or another one was meant.",
        by_hand(text("In the repository: git submodule update --init --recursive; then again")),
        by_hand(text("Or name the folder that holds pyproject.toml or setup.py")),
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: Directory 'pyannote-audio/' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.",
                "MarvinLvn/voice-type-classifier#19",
            ),
        ),
    ),
    symptom(
        "packages.requirements-line",
        r"Invalid requirement: '?--?\w[^\n]*",
        "A line of the list of requirements begins with an option that pip takes in its command alone.",
        by_hand(
            text(
                "Take that line out, and install what it names by hand: python -m pip install with those options"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                'ERROR: Invalid requirement: --no-cache-dir --no-deps "pyannote.audio==3.1.1"',
                "pmarmotte2/ComfyUI-Speaker-Isolation#5",
            ),
        ),
    ),
    symptom(
        "packages.poetry-old",
        r"Additional properties are not allowed \('group' was unexpected\)",
        "This poetry is older than 1.2, and the project file is written for a newer one.",
        by_hand(
            text(
                "Bring it up to date: pipx upgrade poetry, or python -m pip install --upgrade poetry"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "The Poetry configuration is invalid:\n  - Additional properties are not allowed ('group' was unexpected)",
                "MolecularAI/Chemformer#43",
            ),
        ),
    ),
)
