"""An installed torch outlives every route, by a real pip and an index that would bring another build.

The wheels are empty: of torch there is the version file alone, by which a build is told.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from setup_doctor.install import downloads, requirements
from tests.processes import run

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no index serves one for CUDA"),
]
BACKENDS = ("resemblyzer", "open", "pyannote")
CUDA, CPU = "2.10.0+cu126", "2.10.0+cpu"
# What others want of torch, as they are published. torchaudio is the one that would draw in another.
WANTING = {
    "resemblyzer": ("torch>=1.0.1", "webrtcvad>=2.0.10", "typing"),
    "torchaudio": ("torch==2.10.0",),
    "pyannote.audio": ("torch>=2.8", "torchaudio>=2.8"),
}
VERSIONS = {"pyannote.audio": "4.0.1", "torchaudio": "2.10.0", "onnxruntime": "1.23.0"}


def wheel(folder: Path, name: str, version: str, files: dict[str, str] | None = None) -> Path:
    """A wheel for every Python, with what `name` wants in its metadata."""
    plain = name.replace("-", "_").replace(".", "_")
    info = f"{plain}-{version}.dist-info"
    wants = "".join(f"Requires-Dist: {each}\n" for each in WANTING.get(name, ()))
    members = {
        **(files or {}),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{wants}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = folder / f"{plain}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
        rows = "".join(f"{member},,\n" for member in [*members, f"{info}/RECORD"])
        archive.writestr(f"{info}/RECORD", rows)
    return path


def torch(folder: Path, version: str, cuda: str) -> Path:
    source = f"cuda: Optional[str] = {cuda}\nhip: Optional[str] = None\n"
    return wheel(folder, "torch", version, {"torch/version.py": source, "torch/__init__.py": ""})


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """All that the routes ask for; of torch one for CUDA alone, under the plain number, and newer."""
    folder = tmp_path_factory.mktemp("index")
    asked = [Requirement(each) for each in requirements.wanted(BACKENDS, full=True)]
    tested = {each.name: each for each in requirements.proven() if _is_for_us(each)}
    for name in {each.name for each in asked} | {*WANTING} - {"torch"}:
        if name != "torch":
            version = VERSIONS.get(name) or str(tested[name].specifier).removeprefix("==")
            wheel(folder, name, version)
    torch(folder, "2.13.0", "'13.0'")
    torch(folder, "2.13.0+cu126", "'12.6'")
    return folder


def _is_for_us(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate()


class Owner:
    """Somebody with an environment, in which the doctor works with nothing but that index."""

    def __init__(self, folder: Path, index: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        self.python = folder / "bin" / "python"
        self.packages = next((folder / "lib").glob("python3*/site-packages"))
        pip = metadata.distribution("pip")
        for name in ("pip", f"pip-{pip.version}.dist-info"):
            shutil.copytree(str(pip.locate_file(name)), self.packages / name)
        self.environ = {
            **os.environ,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(index),
            "PIP_CONFIG_FILE": "/dev/null",
            "COLUMNS": "200",
        }

    def pip(self, *arguments: object) -> None:
        command = (self.python, "-m", "pip", "--no-input", *arguments)
        subprocess.run([str(each) for each in command], check=True, capture_output=True)

    def doctor(self, *arguments: str):
        return run("setup_doctor", "--python", str(self.python), *arguments, env=self.environ)

    def listed(self, *names: str) -> bool:
        """Whether pip lists them all."""
        there = {each.name for each in metadata.distributions(path=[str(self.packages)])}
        return {*names} <= there

    @property
    def torch(self) -> list[str]:
        """The versions of torch that pip lists."""
        found = metadata.distributions(name="torch", path=[str(self.packages)])
        return [each.version for each in found]


@pytest.fixture(scope="module")
def owner(tmp_path_factory, index):
    return Owner(tmp_path_factory.mktemp("owner") / "venv", index)


def test_the_default_does_not_touch_an_index_that_has_torch_for_cuda_alone(owner):
    owner.doctor("install", "open")
    assert owner.listed("soundfile", "onnxruntime")
    assert owner.torch == []


def test_with_torch_the_plan_says_what_either_build_would_weigh(owner):
    sizes = downloads.table()["linux"]
    cpu, cuda = (sizes.megabytes("open", kind) for kind in (downloads.FULL, downloads.CUDA))
    said = owner.doctor("install", "open", "--full", "--dry-run").stderr
    assert f" {cpu} MB" in said  # which of them comes is a matter of the graphics card
    assert f" {cuda} MB" in said
    assert owner.torch == []


def _chosen(owner, tmp_path, version, cuda):
    """A torch that the owner has installed by themselves, and which no index has any more."""
    owner.pip("install", "--no-deps", "--force-reinstall", torch(tmp_path, version, cuda))
    assert owner.torch == [version]


# Without torch, with it, and with most that wants one; `setup` and `fix` carry out the same commands.
ROUTES = [["open"], ["pyannote"], ["open", "--full"], ["resemblyzer", "--full", "--upgrade"]]


def test_one_for_cuda_outlives_every_route(owner, tmp_path):
    _chosen(owner, tmp_path, CUDA, "'12.6'")
    for route in ROUTES:
        done = owner.doctor("install", *route, "--yes")
        assert owner.torch == [CUDA], done.stderr
    # So they were really gone, down to what asks for a torch itself.
    assert owner.listed("pyannote.audio", "resemblyzer", "onnxruntime")


def test_one_for_the_processor_is_not_replaced_by_one_for_cuda(owner, tmp_path):
    _chosen(owner, tmp_path, CPU, "None")
    # The route with most that wants a torch.
    done = owner.doctor("install", "pyannote", "--yes")
    assert owner.torch == [CPU], done.stderr
