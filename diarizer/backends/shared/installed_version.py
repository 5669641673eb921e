"""The version of a package, as an installer wrote it down."""

from __future__ import annotations

from importlib import metadata

UNKNOWN = "of unknown version"


def version(package: str) -> str:
    """Return the version of an installed package; `UNKNOWN` where its metadata is damaged or gone."""
    try:
        return metadata.version(package) or UNKNOWN
    except (metadata.PackageNotFoundError, FileNotFoundError):
        return UNKNOWN  # the second is raised where the back-port importlib_metadata was imported
