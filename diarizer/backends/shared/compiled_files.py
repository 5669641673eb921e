"""Whether the compiled files of a package are whole, without loading one.

A library that an interrupted installation has cut is not always refused by the loader: on Linux
its pages are mapped, and the process dies on the first that is not there. What the wheel wrote
down about itself tells before.
"""

from __future__ import annotations

from importlib import metadata

from diarizer.files.of_wheels import recorded
from diarizer.messages.text import Text, text

_NATIVE = (".so", ".pyd", ".dll", ".dylib")


def damage(package: str) -> Text | None:
    """Name the first compiled file of an installed package that is cut or gone.

    Returns:
        one sentence; None where all are whole, nobody wrote down their sizes, or another build of
        the package lies in the same folder.

    """
    try:
        distribution = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        return None
    for name, size in recorded(distribution, _NATIVE):
        if size is None:
            continue
        try:
            found = distribution.locate_file(name).stat().st_size  # type: ignore[attr-defined]
        except OSError:
            return text("{name} is gone", name=name)
        if found != size and (name, found) not in _of_others(package):
            return text(
                "{name} is cut ({found} bytes instead of {size})", name=name, found=found, size=size
            )
    return None


def _of_others(package: str) -> set[tuple[str, int | None]]:
    """Return the compiled files of the packages that are called like this one, and more: for cards."""
    others = (
        each
        for each in metadata.distributions()
        if str(each.metadata["Name"] or "").lower().startswith(f"{package}-")
    )
    return {file for each in others for file in recorded(each, _NATIVE)}
