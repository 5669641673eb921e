"""`setup-doctor.toml`: what a project has decided about its checks.

[[suppress]]
id = "packages.torch"
reason = "our build of torch has no RECORD"
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from setup_doctor.messages.text import Text
    from setup_doctor.model import Check

NAME = "setup-doctor.toml"
_SHAPE = text(
    'Wanted: [[suppress]], and below it lines such as id = "packages.torch" and reason = "..."'
)


class ProjectFileError(ValueError):
    """The project's file cannot be understood, or names something that does not exist."""

    def __init__(self, sentence: Text) -> None:
        """`sentence` says what is wrong with it, and what would be right."""
        super().__init__(str(sentence))
        self.sentence = sentence


def find(folder: Path) -> Path | None:
    """The file in `folder` or the nearest one above it."""
    for each in (folder, *folder.parents):
        if (each / NAME).is_file():
            return each / NAME
    return None


def suppressions(path: Path) -> dict[str, str]:
    """The id and the reason of each check that is suppressed.

    Raises:
        ProjectFileError: not TOML, or a suppression without an id or a reason.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise _not_understood(path, error) from error
    return _parsed(path, content)


def _parsed(path: Path, content: str) -> dict[str, str]:
    """Return what `content` suppresses, which stands in the file at `path`, or will."""
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415, most projects have no such file
    else:
        import tomli as tomllib  # noqa: PLC0415
    try:
        document = tomllib.loads(content)
        found = {str(each["id"]): str(each["reason"]) for each in document.get("suppress", ())}
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise _not_understood(path, error) from error
    if nameless := [name for name, reason in found.items() if not (name and reason.strip())]:
        raise ProjectFileError(
            text(
                "{path}: a reason is missing at {name!r}. {shape}",
                path=str(path),
                name=nameless[0],
                shape=_SHAPE,
            )
        )
    return found


def _not_understood(path: Path, error: Exception) -> ProjectFileError:
    said = f"{path}: {type(error).__name__}: {error}"
    return ProjectFileError(text("{said}. {shape}", said=said, shape=_SHAPE))


def suppress(path: Path, name: str, reason: str) -> None:
    """Add a suppression at the end of the file; what stands there is left as it is.

    Raises:
        ProjectFileError: what stands there cannot be understood, or nothing can be added to it.
        OSError: the file cannot be written.
    """
    # JSON's strings are TOML's, but for DEL, which nobody types.
    entry = f"[[suppress]]\nid = {json.dumps(name)}\nreason = {_quoted(reason)}\n"
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise _not_understood(path, error) from error
    gap = "\n" if before and before.endswith("\n") else "\n\n" if before else ""
    _parsed(path, before + gap + entry)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(gap + entry)


def suppressed(checks: Sequence[Check], wanted: Mapping[str, str]) -> dict[Check, str]:
    """The checks behind the ids or areas in `wanted`, with the reasons.

    Raises:
        ProjectFileError: there is no such check.
    """
    known = {check.id for check in checks} | {check.area for check in checks}
    if unknown := set(wanted) - known:
        raise ProjectFileError(
            text(
                "there is no check {name!r} to suppress; `setup-doctor list` shows all names.",
                name=min(unknown),
            )
        )
    return {
        check: wanted.get(check.id, wanted.get(check.area, ""))
        for check in checks
        if check.id in wanted or check.area in wanted
    }


def _quoted(words: str) -> str:
    return json.dumps(" ".join(words.split()), ensure_ascii=False)
