"""Where the weights are, and whether they are whole."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from enum import Enum
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.messages.text import Text, label
from diarizer.models.cache import Entry, repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.models.table import Model, ModelFile, Source

_LFS = b"version https://git-lfs.github.com/spec/"
_PIECE = 1 << 20  # bytes read at once
_SHA1 = 40  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Packages:
    """Where another Python keeps its packages.

    Attributes:
        prefix: of its environment.
        path: the folders in which it looks for modules.

    """

    prefix: Path
    path: tuple[str, ...]


class State(str, Enum):
    """How a file was found."""

    WHOLE = label("whole")
    MISSING = label("missing")
    POINTER = label("Git LFS pointer")
    WRONG_SIZE = label("wrong size")
    WRONG_HASH = label("wrong hash")


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of a model, as it was found.

    Attributes:
        source: the repository or package.
        path: below the source.
        location: on this machine; None where there is not even a folder for it.
        state: what is the matter with it, if anything.
        size: in bytes; 0 when missing.
        expected: bytes that it should have; -1 if nobody has said.
        hashed: whether its content was compared with a hash, not only its size.

    """

    source: str
    path: str
    location: Path | None
    state: State
    size: int = 0
    expected: int = -1
    hashed: bool = False

    def described(self) -> Text:
        """Where it is, and what is the matter with it."""
        place = self.location or f"{self.source}/{self.path}"
        return Text("{place}: {state}", {"place": place, "state": Text(self.state.value)})


def locate(model: Model, *, cache_dir: Path | None = None) -> Path | None:
    """Find the weights without loading anything heavy.

    Returns:
        The folder of the model's first source when every file is there, whole or not; None
        otherwise.

    """
    places = [
        (folder, file)
        for source in model.sources
        for folder in [source_folder(source, cache_dir=cache_dir)]
        for file in source.files
    ]
    complete = all(folder is not None and (folder / file.path).is_file() for folder, file in places)
    return places[0][0] if complete else None


def source_folder(
    source: Source, *, cache_dir: Path | None = None, packages: Packages | None = None
) -> Path | None:
    """Find the folder that the paths of a source start from."""
    if source.is_repository:
        return repository(source.name, cache_dir).snapshot(source.revision)
    places = [
        unpacked_folder(source.name, packages.prefix if packages else None),
        *_package_folders(source.name, packages.path if packages else ()),
    ]
    there = [place for place in places if place.is_dir()]
    return next((place for place in there if _holds(place, source)), there[0] if there else None)


def _package_folders(name: str, path: Sequence[str]) -> Iterator[Path]:
    # Of a package at the top: looks, and runs nothing.
    spec = PathFinder.find_spec(name, path) if path else find_spec(name)
    yield from map(Path, (spec.submodule_search_locations if spec else None) or ())


def _holds(folder: Path, source: Source) -> bool:
    """Whether the files are there, by their sizes: where both places have them, one may be cut."""
    files = ((folder / file.path, file.size) for file in source.files)
    return all(path.is_file() and path.stat().st_size == size for path, size in files)


def unpacked_folder(package: str, prefix: Path | None = None) -> Path:
    """Name the folder for models that were taken out of a wheel, without the package's code.

    Args:
        package: whose wheel it is.
        prefix: of the environment; this one by default.

    """
    return (prefix or Path(sys.prefix)) / "share" / "setup-doctor" / package


def verify(
    model: Model,
    *,
    deep: bool = False,
    cache_dir: Path | None = None,
    packages: Packages | None = None,
) -> tuple[FileState, ...]:
    """Look at every file of a model.

    Args:
        model: from the table.
        deep: also compare the hashes, which reads every byte.
        cache_dir: the cache of huggingface_hub by default.
        packages: of the Python whose weights are meant; this one by default.

    """
    return tuple(
        _look(source, file, deep=deep, cache_dir=cache_dir, packages=packages)
        for source in model.sources
        for file in source.files
    )


def matches(path: Path, etag: str) -> bool:
    """Whether the content has the hash that the Hub names a file by.

    >>> import tempfile
    >>> empty = Path(tempfile.mkstemp()[1])
    >>> matches(empty, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
    True
    """
    digest = hashlib.sha256()
    if len(etag) == _SHA1:  # Git names a small file by its content with a header before it
        digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    for piece in _pieces(path):
        digest.update(piece)
    return digest.hexdigest() == etag


def _look(
    source: Source,
    file: ModelFile,
    *,
    deep: bool,
    cache_dir: Path | None,
    packages: Packages | None,
) -> FileState:
    folder = source_folder(source, cache_dir=cache_dir, packages=packages)
    path = folder / file.path if folder else None
    if path is None or not path.is_file():
        return FileState(source.name, file.path, path, State.MISSING)
    entry = Entry(file.sha256 or "", file.size)
    if source.is_repository and folder is not None:
        entry = repository(source.name, cache_dir).expected(path, folder.name)
    state = _state(path, entry, deep=deep)
    hashed = deep and bool(entry.etag) and state in {State.WHOLE, State.WRONG_HASH}
    size = path.stat().st_size
    return FileState(source.name, file.path, path, state, size, entry.size, hashed)


def _state(path: Path, entry: Entry, *, deep: bool) -> State:
    size = path.stat().st_size
    if _is_pointer(path):
        return State.POINTER
    if entry.size not in {-1, size} or (size == 0 and entry.size != 0):
        return State.WRONG_SIZE
    wrong = deep and entry.etag and not matches(path, entry.etag)
    return State.WRONG_HASH if wrong else State.WHOLE


def _is_pointer(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_LFS)) == _LFS


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
