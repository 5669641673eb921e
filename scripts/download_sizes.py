"""Ask the index what each backend weighs on the line, for the platforms that we serve.

    python scripts/download_sizes.py            write setup_doctor/install/downloads.json
    python scripts/download_sizes.py --check    say which figure is off by more than a fifth

Nothing is installed and no wheel is downloaded: pip says which it would take for the platform, with
its own settings, its proxy and its index, and the server how large each of them is. pip judges the
conditions of a requirement ("only on Linux") by the machine that it runs on, so they are judged
here, and pip is asked for one generation of packages after the other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from setup_doctor.install import downloads, route, stand_in_wheels, torch_build

PYTHON = "3.12"
SHARE = 0.2  # by which a figure may be off
_MINUTES = 10
# Of 1 kB each, and from nowhere but here.
_STAND_INS = {each.name for each in stand_in_wheels.STAND_INS}
_LINUX = tuple(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1))
_MACOS = tuple(f"macosx_{major}_0_{kind}" for major in (14, 13, 12, 11) for kind in ("arm64",))
# What `packaging` asks of a platform, and what pip calls its wheels.
PLATFORMS = {
    "windows": ("win32", "Windows", "AMD64", "nt", ("win_amd64",)),
    "linux": ("linux", "Linux", "x86_64", "posix", (*_LINUX, "manylinux2014_x86_64")),
    "macos": ("darwin", "Darwin", "arm64", "posix", (*_MACOS, "macosx_14_0_universal2")),
}


class Unanswered(Exception):  # noqa: N818, it is said of a question
    """pip found no wheel, or the index did not answer."""


@dataclass
class Resolution:
    """What pip would take for `platform`, asked for a generation at a time.

    Attributes:
        platform: a key of `PLATFORMS`.
        cpu: whether torch is the one for the processor, which asks for no CUDA.
        wanted: by name, everything that was asked of a package.
        found: by name, what pip chose.
    """

    platform: str
    cpu: bool = True
    wanted: dict[str, Requirement] = field(default_factory=dict)
    found: dict[str, dict[str, Any]] = field(default_factory=dict)

    def run(self, requirements: tuple[str, ...]) -> dict[str, int]:
        """The bytes of each wheel, by the name of its package."""
        asked = self._noted([Requirement(each) for each in requirements])
        while asked:
            for each in self._choose(asked):
                self.found[canonicalize_name(each["metadata"]["name"])] = each
            needed = [r for name in asked for r in self._required(name)]
            asked = self._noted(needed)
        return self._bytes()

    def alone(self, requirement: str) -> dict[str, int]:
        """The same without what it asks for in turn: a wheel of which only the models are used."""
        for each in self._choose(self._noted([Requirement(requirement)])):
            self.found[canonicalize_name(each["metadata"]["name"])] = each
        return self._bytes()

    def _bytes(self) -> dict[str, int]:
        return {name: size(each["download_info"]["url"]) for name, each in self.found.items()}

    def _noted(self, requirements: list[Requirement]) -> list[str]:
        """Note them down; the names about which pip has to be asked."""
        open_to_ask: dict[str, None] = {}
        for each in requirements:
            name = canonicalize_name(each.name)
            if name in _STAND_INS:
                continue
            known = self.wanted.get(name, Requirement(each.name))
            known.extras |= each.extras
            known.specifier &= each.specifier
            self.wanted[name] = known
            chosen = self.found.get(name)
            if chosen is None or chosen["metadata"]["version"] not in known.specifier:
                open_to_ask[name] = None
        return list(open_to_ask)

    def _choose(self, names: list[str]) -> list[dict[str, Any]]:
        tags = PLATFORMS[self.platform][-1]
        asked = tuple(str(self.wanted[name]) for name in names)
        command = [
            *(sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-input"),
            *("--no-deps", "--ignore-installed", "--disable-pip-version-check", "--report", "-"),
            *("--only-binary=:all:", "--implementation", "cp", "--python-version", PYTHON),
            *("--target", "nowhere", "--constraint", str(route.CONSTRAINTS)),
            *(word for tag in tags for word in ("--platform", tag)),
            *torch_build.indexes(asked),
            *asked,
        ]
        options: dict[str, Any] = {"encoding": "utf-8", "timeout": _MINUTES * 60}
        done = subprocess.run(command, capture_output=True, check=False, **options)
        if done.returncode:
            raise Unanswered(f"{self.platform}: pip has no answer.\n{done.stderr}")
        chosen: list[dict[str, Any]] = json.loads(done.stdout)["install"]
        return chosen

    def _required(self, name: str) -> list[Requirement]:
        extras = self.wanted[name].extras or {""}
        system, name_of_it, machine, os_name, _ = PLATFORMS[self.platform]
        if self.cpu and name == "torch":
            name_of_it = "none for which there is CUDA"
        facts = {
            "sys_platform": system,
            "platform_system": name_of_it,
            "platform_machine": machine,
            "os_name": os_name,
            "python_version": PYTHON,
            "python_full_version": f"{PYTHON}.9",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        lines = self.found[name]["metadata"].get("requires_dist", [])
        return [
            each
            for each in map(Requirement, lines)
            if each.marker is None
            or any(each.marker.evaluate({**facts, "extra": extra}) for extra in extras)
        ]


@cache
def size(address: str) -> int:
    """The bytes of the file at `address`, without fetching it."""
    if address.startswith("file:"):
        return Path(unquote(urlsplit(address).path)).stat().st_size
    question = urllib.request.Request(address, method="HEAD")  # noqa: S310 - pip chose it
    with urllib.request.urlopen(question, timeout=60) as answer:  # noqa: S310
        return int(answer.headers["Content-Length"])


def measure(
    platform: str, known: downloads.Platform | None, only: str | None = None
) -> downloads.Platform:
    """The parts of each backend on one platform, of every kind or of one, and the bytes of each."""
    sizes: dict[str, int] = {}
    parts: dict[str, dict[str, tuple[str, ...]]] = {}
    for backend in route.ROUTES:
        parts[backend] = {}
        for kind in downloads.kinds(platform, backend):
            if only not in {None, kind}:
                continue
            found = _brought(platform, backend, kind)
            if kind == downloads.FULL and platform == "linux":
                del found["torch"]
                found[downloads.CPU_TORCH] = _cpu_torch(platform, known)
            parts[backend][kind] = tuple(sorted(found))
            sizes |= found
    return downloads.Platform(dict(sorted(sizes.items())), parts)


def _brought(platform: str, backend: str, kind: str) -> dict[str, int]:
    light = kind == downloads.LIGHT
    chosen = (route.LIGHTS if light else route.ROUTES)[backend]
    found = Resolution(platform, kind != downloads.CUDA).run(chosen.requirements)
    for wheel in chosen.models:
        found |= Resolution(platform).alone(wheel)
    return found


def _cpu_torch(platform: str, known: downloads.Platform | None) -> int:
    """PyTorch's own index serves it; where that cannot be reached, what was known stands."""
    try:
        (found,) = Resolution(platform).alone(f"{torch_build.TESTED}+cpu").values()
    except Unanswered as error:
        if known is None:
            raise
        sys.stderr.write(f"{error}\nThe size of torch for the processor stands as it was.\n")
        return known.sizes[downloads.CPU_TORCH]
    return found


def differing(old: downloads.Platform, new: downloads.Platform) -> list[tuple[str, str, int, int]]:
    """The backends and kinds of which the megabytes are off: what is written, and what is true."""
    rows = [
        (backend, kind, old.megabytes(backend, kind), new.megabytes(backend, kind))
        for backend, kinds in new.parts.items()
        for kind in kinds
        if kind in old.parts.get(backend, {})
    ]
    return [row for row in rows if abs(row[2] - row[3]) > SHARE * row[3]]


def main() -> int:
    """Write the table, or compare it with the index."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    options = parser.parse_args()
    known = downloads.table()
    with ThreadPoolExecutor() as pool:  # they wait for the network
        measured = pool.map(lambda name: measure(name, known.get(name)), PLATFORMS)
        fresh = dict(zip(PLATFORMS, measured, strict=True))
    off = 0
    for name, platform in fresh.items():
        for backend, kinds in platform.parts.items():
            for kind in kinds:
                print(f"{name:<9}{backend:<13}{kind:<7}{platform.megabytes(backend, kind):>6} MB")
        for backend, kind, written, true in differing(known.get(name, platform), platform):
            print(f"{name}: {backend}, {kind}: {written} MB are written, {true} MB are true")
            off += 1
    if options.check:
        return int(off > 0)
    document = {name: {"sizes": p.sizes, "parts": p.parts} for name, p in fresh.items()}
    text = json.dumps({"python": PYTHON, "platforms": document}, indent=1)
    downloads.TABLE.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
