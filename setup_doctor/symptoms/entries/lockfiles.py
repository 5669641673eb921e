"""Lock files of uv, poetry and pipenv that are not read, and what they name."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.symptom import Weight, symptom

LOCKFILES = (
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
)
