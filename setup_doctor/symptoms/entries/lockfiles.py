"""What uv, poetry, pdm and pipenv say that pip does not: of lock files, indexes and keyrings."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.names import INDEX_UNREAD
from setup_doctor.symptoms.symptom import Weight, symptom

_UV = "https://docs.astral.sh/uv/guides/integration"

LOCKFILES = (
    symptom(
        "packages.no-platform",
        r"installation candidates for (?P<what>nvidia-[\w-]+|triton|torch)\b",
        "The lock file wants {what} in a version that there is not for this system: the parts of NVIDIA and triton are for Linux "
        "(and Windows), and for Macs with Intel torch ended at 2.2; or this Python is too new for it.",
        by_hand(
            text(
                'Let the lock file be made anew for all systems: poetry lock; or ask for the version that there is: "torch<2.3"'
            )
        ),
        shared_remedies.NEW_PYTHON,
        by_hand(text("Without torch, on any of them: setup-doctor install resemblyzer --light")),
        weight=Weight.PLAIN,
        looks=("python.architecture", "python.version"),
        seen=(
            (
                "RuntimeError\n\n  Unable to find installation candidates for nvidia-cuda-nvrtc-cu11 (11.7.99)",
                "WLM1ke/poptimizer#116",
            ),
            (
                "RuntimeError\n\n  Unable to find installation candidates for torch (2.5.1)",
                "drmingler/docling-api#10",
            ),
            (
                "RuntimeError\n\n  Unable to find installation candidates for torch (2.4.1)",
                "sinaptik-ai/pandas-ai#1415",
            ),
        ),
    ),
    symptom(
        "packages.no-platform",
        r"You're (?:on|using) (?!CPython|PyPy)[^\n]{1,60}, but `(?!torch`)(?P<what>[\w.-]+)`[^\n]{0,40}only has wheels for the following platform",
        "There are ready-built files of {what} in the version that the lock file wants, and none for this system. The line "
        "`hint:` names yours and those that there are.",
        by_hand(
            text(
                "Ask for a version that there is for this system, then: uv lock; its page lists the files of each",
            ),
            "https://pypi.org/project/{what}/#history",
        ),
        by_hand(
            text(
                "A Mac that is named x86_64 and has Apple silicon: its Python was made for Intel; uv python install 3.12, and make "
                "the environment anew"
            )
        ),
        weight=Weight.SHARP,
        looks=("python.architecture",),
        seen=(
            (
                "error: Distribution `pyside6==6.9.0 @ registry+https://index.example/simple` can't be installed because it doesn't "
                "have a source distribution or wheel for the current platform\n\nhint: You're on macOS (`macosx_10_16_x86_64`), but "
                "`pyside6` (v6.9.0) only has wheels for the following platforms: `win_amd64`, `win_arm64`",
                "astral-sh/uv#12721",
            ),
        ),
    ),
    symptom(
        "packages.lock-unreadable",
        r"Failed to parse [`'\"]?\S*(?:uv|pylock)\.(?:lock|toml)|lock file is not compatible with the current version of Poetry"
        r"|poetry\.lock[^\n]{0,60}(?:invalid|not readable|conflict)",
        "The lock file was written by a newer program than the one that reads it, or was left broken by hand or by a "
        "merge.",
        by_hand(
            text("Take the newest one first: uv self update, or python -m pip install --upgrade uv")
        ),
        by_hand(text("Then let it be written anew: delete uv.lock, then: uv lock (poetry lock)")),
        weight=Weight.SHARP,
        seen=(
            (
                "error: Failed to parse `uv.lock`\n  Caused by: TOML parse error at line 5537, column 1\n"
                "missing field `version`",
                "datarobot/syftr#76",
            ),
            (
                "error: Failed to parse `uv.lock`\n  Caused by: Dependency `dotenv` has missing `source` field but has "
                "more than one matching package",
                "a2aproject/a2a-samples#284",
            ),
        ),
    ),
    symptom(
        "packages.lock-behind",
        r"changed significantly since poetry\.lock was last generated|lock file (?:at `uv\.lock` )?needs to be updated"
        r"|Pipfile\.lock[^\n]{0,60}out of date",
        "The project file was changed, and the lock file still says what it was before.",
        by_hand(text("Bring it up to date: uv lock, poetry lock, or pipenv lock")),
        weight=Weight.SHARP,
        seen=(
            (
                "pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock` to fix the "
                "lock file.",
                "https://python-poetry.org/docs/cli/",
            ),
        ),
    ),
    symptom(
        "packages.file-gone",
        r"Distribution not found at: file:|looks like a filename, but the file does not exist",
        "The project names a package as a file on this machine, which is not there: a submodule that was not fetched, "
        "or a folder of somebody else.",
        by_hand(
            text(
                "Fetch the submodules: git submodule update --init --recursive; or correct the path"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "error: Distribution not found at: file:///D:/x/src/third_party/dist/fastrtc-0.0.28.dev0-py3-none-any.whl",
                "HumanAIGC-Engineering/OpenAvatarChat#277",
            ),
        ),
    ),
    symptom(
        "packages.local-version",
        r"(?:no version of|requirement|found for|matching) (?P<package>[\w-]+) ?(?:==|\()=?(?P<version>[\w.]+\+(?:cu|cpu|rocm|xpu)\w*)",
        "{package} {version} is at PyTorch's own index alone, and the one that was asked does not have it: the index is not "
        "named, or it has this version for another Python or system.",
        by_hand(
            text("Name the index, in uv's own table too, not under [tool.uv.pip]"),
            f"{_UV}/pytorch/",
        ),
        by_hand(
            text("pip: add --extra-index-url with the index that the page gives"),
            shared_remedies.PYTORCH,
        ),
        weight=Weight.SHARP,
        # That index was asked, or what is at the other has shown already that none is for this Python.
        unless=rf"{INDEX_UNREAD}|^Looking in (?:indexes|links): https?://download\.pytorch\.org|from versions: 0\.1\.2",
        looks=("python.version", "python.architecture"),
        seen=(
            (
                "Because there is no version of torch==2.4.0+cu124 and your project depends on torch==2.4.0+cu124, we can "
                "conclude that your project's requirements are unsatisfiable.",
                "astral-sh/uv#7372",
            ),
            (
                "ERROR: No matching distribution found for torch==2.0.1+cu118",
                "https://docs.astral.sh/uv/guides/integration/pytorch/",
            ),
        ),
    ),
    symptom(
        "packages.hash-mismatch",
        r"Hash for [\s\S]{1,200}? not found in known hashes|Invalid hashes \(sha256:",
        "What arrived is not what the lock file promises: a cut download, a stale cache, or a file that another index has "
        "under the same name.",
        by_hand(
            text("Empty the cache, and try again: poetry cache clear --all . (PyPI and the others)")
        ),
        by_hand(
            text(
                "If it stays, and you trust the index: let the lock be written anew, poetry lock --regenerate"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Hash for torch (2.1.2) from archive torch-2.1.2-cp311-cp311-win_amd64.whl not found in known hashes (was: "
                "sha256:7ff818fc)",
                "zylon-ai/private-gpt#1611",
            ),
            (
                "RuntimeError\n\n  Invalid hashes (sha256:b8e4b2c6) for nvidia-cublas-cu11 (11.10.3.66)",
                "python-poetry/poetry#7146",
            ),
        ),
    ),
    symptom(
        "packages.wheel-record",
        r"WheelFileValidationError|hash / size of \S+ didn't match RECORD",
        "The wheel says of its own files other sizes than they have: torch was published so for years, and poetry 1.4.0 "
        "refused it. If it is a wheel of another kind, its download was cut.",
        by_hand(text("Take another poetry: pipx upgrade poetry; or a newer torch")),
        by_hand(text("Else empty the cache, and try again: poetry cache clear --all .")),
        weight=Weight.SHARP,
        seen=(
            (
                '_WheelFileValidationError\n\n  ["In /x/torch-1.12.1-cp39-cp39-manylinux1_x86_64.whl, hash / size of '
                "torch-1.12.1.dist-info/METADATA didn't match RECORD\"]",
                "vwxyzjn/cleanrl#367",
            ),
            (
                '_WheelFileValidationError\n\n  ["In /x/torch-1.11.0-cp310-cp310-manylinux1_x86_64.whl, hash / size of '
                "torch-1.11.0.dist-info/METADATA didn't match RECORD\"]",
                "OpenBB-finance/OpenBB#4558",
            ),
        ),
    ),
    symptom(
        "packages.keyring",
        r"KeyringLocked|Failed to unlock the collection|No recommended backend was available[^\n]*keyring",
        "poetry asks the keyring of the desktop for passwords, even where none is needed, and that is locked, as it is over "
        "SSH.",
        by_hand(text("export PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring, and try again")),
        weight=Weight.SHARP,
        seen=(
            ("KeyringLocked\n\n  Failed to unlock the collection!", "zylon-ai/private-gpt#1071"),
            ("KeyringLocked\n\n  Failed to unlock the collection!", "CyberAgentAILab/layout-dm#15"),
        ),
    ),
)
