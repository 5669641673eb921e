"""Stand-in wheels: what lets pip install Resemblyzer without a compiler and stay consistent.

    python -m setup_doctor.install.stand_in_wheels FOLDER

Resemblyzer asks for `webrtcvad`, of which only the source was ever published. The same module
comes ready-built as `webrtcvad-wheels`, but pip does not count one for the other, and no option
of pip can drop a requirement. So a wheel of 1 kB named `webrtcvad` is laid beside the index: it
holds nothing but the statement that it needs `webrtcvad-wheels`. pip then has what was asked
for, `pip check` has nothing to complain of, and nothing is compiled, now or at a later upgrade.

A second one stands in for `typing`, a back-port from before Python 3.5 that Resemblyzer still
asks for and that breaks programs wherever site-packages comes first on the path.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

# Post-releases, so that they outrank what the index offers; a local version (`+x`) could not
# satisfy `==` requirements the other way round.
MARK = "post9"


@dataclass(frozen=True, slots=True)
class StandIn:
    """A package that is installed in name only."""

    name: str
    version: str
    requires: tuple[str, ...] = ()
    reason: str = ""

    @property
    def requirement(self) -> str:
        """What to ask pip for, exactly."""
        return f"{self.name}=={self.version}"

    @property
    def filename(self) -> str:
        """The wheel's file name: for every Python and every platform."""
        return f"{self.name}-{self.version}-py3-none-any.whl"


WEBRTCVAD = StandIn(
    "webrtcvad",
    f"2.0.10.{MARK}",
    # Older ones import pkg_resources, which setuptools 82 removed.
    ("webrtcvad-wheels>=2.0.14",),
    "Stands in for the source-only webrtcvad; the module comes from webrtcvad-wheels.",
)
TYPING = StandIn(
    "typing",
    f"3.10.0.0.{MARK}",
    (),
    "Stands in for the typing back-port, which the standard library replaced.",
)
STAND_INS = (WEBRTCVAD, TYPING)
FOLDER = "wheels"
"""The folder of a project in which they lie, where only a path leads to them."""


def is_stand_in(version: str) -> bool:
    """Whether an installed version is one of ours.

    >>> is_stand_in("2.0.10.post9"), is_stand_in("2.0.10")
    (True, False)
    """
    return version.endswith(f".{MARK}")


def write(folder: Path) -> tuple[Path, ...]:
    """Write the stand-in wheels into `folder` and return their paths.

    Raises:
        OSError: when the folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(stand_in, folder) for stand_in in STAND_INS)


def _write(stand_in: StandIn, folder: Path) -> Path:
    info = f"{stand_in.name}-{stand_in.version}.dist-info"
    members = {
        f"{info}/METADATA": _metadata(stand_in),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: setup-doctor\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{name},{_digest(content)},{len(content)}" for name, content in members.items()]
    members[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""])
    path = folder / stand_in.filename
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in members.items():
            # A fixed date: the same wheel, byte for byte, each time it is made.
            wheel.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return path


def _metadata(stand_in: StandIn) -> str:
    head = [
        "Metadata-Version: 2.1",
        f"Name: {stand_in.name}",
        f"Version: {stand_in.version}",
        f"Summary: {stand_in.reason}",
    ]
    return "\n".join([*head, *(f"Requires-Dist: {each}" for each in stand_in.requires), ""])


def _digest(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


if __name__ == "__main__":
    try:
        for _path in write(Path(sys.argv[1])):
            sys.stderr.write(f"Written: {_path}\n")
    except OSError as _error:
        sys.exit(f"ERROR: {_error}")
