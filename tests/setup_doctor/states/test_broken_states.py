"""Environments that are broken for real: each is named, and `fix` repairs what it promises to.

The environment that runs these tests is copied (by hard links, so in seconds) and then damaged.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import metadata

import pytest

from setup_doctor.install.route import ROUTES
from tests.dist_info import write_down
from tests.setup_doctor.environments import Environment, has

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(sys.platform == "win32", reason="a venv is not copied by links on Windows"),
]


@pytest.fixture
def environment(tmp_path):
    if sys.prefix == sys.base_prefix or not has("resemblyzer", "torch"):
        pytest.skip("needs to run in a virtual environment in which resemblyzer is set up")
    return Environment(tmp_path / "venv")


def test_where_nothing_is_installed_the_first_wall_is_named_and_fix_is_the_next_step(environment):
    for name in ("torch", "numpy", "scipy", "soundfile", "soxr", "av", "librosa"):
        environment.remove(name, f"{name}-*", f"{name}.py")
    environment.remove("webrtcvad*", "_webrtcvad*", "resemblyzer*", "Resemblyzer*", "sklearn")
    found = environment.found("--offline", code=1)
    assert found["packages.webrtcvad"]["cause"] == "packages.webrtcvad-missing"
    assert found["packages.torch"]["cause"] == "packages.torch-missing"
    assert found["packages.audio"]["cause"] == "packages.audio-missing"
    assert found["smoke.resemblyzer"]["status"] == "skipped"
    screen = environment.doctor("check", "--offline", code=1).stdout
    assert screen.rstrip().endswith("setup-doctor fix")


def test_a_missing_webrtcvad_is_named_and_repaired(environment):
    environment.remove("webrtcvad*", "_webrtcvad*")
    only = ("--only", "packages.webrtcvad")
    assert environment.found(*only, code=1)["packages.webrtcvad"]["cause"] == (
        "packages.webrtcvad-missing"
    )
    done = environment.doctor("fix", "--yes", *only, code=0)
    assert "To be done:" in done.stderr
    assert environment.found(*only, code=0)["packages.webrtcvad"]["status"] == "ok"


def test_files_that_another_package_took_along_are_brought_back(environment):
    environment.remove("webrtcvad.py", "_webrtcvad*")  # pip goes on listing webrtcvad-wheels
    only = ("--only", "packages.webrtcvad")
    assert environment.found(*only, code=1)["packages.webrtcvad"]["status"] == "failed"
    environment.doctor("fix", "--yes", *only, code=0)
    assert environment.found(*only, code=0)["packages.webrtcvad"]["status"] == "ok"


def test_a_dry_run_changes_nothing(environment):
    environment.remove("webrtcvad*", "_webrtcvad*")
    before = sorted(environment.packages.iterdir())
    done = environment.doctor("fix", "--dry-run", "--only", "packages.webrtcvad", code=1)
    assert "This was a dry run: nothing was changed." in done.stderr
    assert sorted(environment.packages.iterdir()) == before


def test_without_a_terminal_and_without_yes_fix_asks_nobody_and_changes_nothing(environment):
    environment.remove("webrtcvad*", "_webrtcvad*")
    before = sorted(environment.packages.iterdir())
    done = environment.doctor("fix", "--only", "packages.webrtcvad", code=1)
    assert "--yes" in done.stderr
    assert sorted(environment.packages.iterdir()) == before


def test_a_cut_torch_library_is_named_without_importing_torch(environment):
    library = environment.packages / "torch" / "lib" / "libtorch_cpu.so"
    environment.cut(library, 100_000)
    # Not 1: the light engine does without torch.
    found = environment.found("--no-smoke", "--offline", code=0)
    assert found["packages.torch"]["cause"] == "packages.cut"
    assert str(library) in found["packages.torch"]["evidence"][0]["looked_at"]
    assert "torch==" in found["packages.torch"]["remedies"][0]["commands"][0]


@pytest.mark.slow
def test_a_cut_torch_library_is_repaired(environment):
    environment.cut(environment.packages / "torch" / "lib" / "libtorch_cpu.so", 100_000)
    environment.doctor("fix", "--yes", "--only", "packages.torch-answers", code=0)
    found = environment.found("--only", "packages.torch-answers", code=0)
    assert found["packages.torch-answers"]["status"] == "ok"


def test_a_torch_that_does_not_load_is_told_by_what_its_error_means(environment):
    module = environment.packages / "torch" / "__init__.py"
    size = module.stat().st_size  # one that is shorter is told as cut
    module.unlink()  # the file may be shared with other environments
    line = "raise OSError('[WinError 1114] DLL... Error loading \"c10.dll\"')\n"
    module.write_bytes(line.encode().ljust(size, b"#"))
    found = environment.found("--only", "packages.torch-answers", code=1)
    assert found["packages.torch-answers"]["cause"] == "packages.runtime-old"


def test_cut_weights_are_named_and_repaired(environment):
    environment.cut(environment.packages / "resemblyzer" / "pretrained.pt", 1_000_000)
    beside = environment.python.parents[1] / "share" / "setup-doctor" / "resemblyzer"
    shutil.rmtree(beside, ignore_errors=True)  # whole ones beside the package would do
    only = ("--only", "models.resemblyzer")
    found = environment.found(*only, code=1)["models.resemblyzer"]
    assert (found["cause"], found["message"]) == (
        "models.damaged",
        "pretrained.pt of resemblyzer is not whole: wrong size (1000000 bytes, 17090379 expected).",
    )
    environment.doctor("fix", "--yes", *only, code=0)
    assert environment.found(*only, code=0)["models.resemblyzer"]["status"] == "ok"


def test_a_cut_library_of_a_package_that_pip_takes_for_installed_is_fetched_again(environment):
    libraries = [
        p for p in environment.packages.glob("_soundfile_data/*") if p.suffix in {".so", ".dylib"}
    ]
    environment.cut(libraries[0], 5_000)
    only = ("--only", "packages.audio")
    found = environment.found(*only, code=1)["packages.audio"]
    assert found["cause"] == "packages.cut"
    assert found["message"].startswith("soundfile: files are cut or gone.")
    environment.doctor("fix", "--yes", *only, code=0)
    assert environment.found(*only, code=0)["packages.audio"]["status"] == "ok"


def test_the_typing_back_port_is_named_and_removed(environment):
    environment.remove("typing-*")
    rows = "typing-3.7.4.3.dist-info/METADATA,,\n"
    write_down(environment.packages, "typing", "3.7.4.3", rows)
    found = environment.found("--only", "packages.combination", code=1)
    assert found["packages.combination"]["cause"] == "packages.typing-backport"


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("cc") is None, reason="building the source package takes a compiler"
)
def test_the_second_wall_a_compiled_webrtcvad_that_cannot_be_imported(environment):
    pip = [environment.python, "-m", "pip", "--disable-pip-version-check"]
    run = {"check": True, "timeout": 600, "capture_output": True, "stdin": subprocess.DEVNULL}
    subprocess.run([*pip, "uninstall", "--yes", "webrtcvad", "webrtcvad-wheels"], **run)
    subprocess.run([*pip, "install", "--no-deps", "webrtcvad==2.0.10"], **run)
    subprocess.run([*pip, "check"], **run)  # content, and yet:
    found = environment.found("--only", "packages.webrtcvad", code=1)["packages.webrtcvad"]
    assert found["cause"] == "packages.pkg-resources"
    environment.doctor("fix", "--yes", "--only", "packages.webrtcvad", code=0)
    assert (
        environment.found("--only", "packages.webrtcvad", code=0)["packages.webrtcvad"]["status"]
        == "ok"
    )
    subprocess.run([*pip, "check"], **run)


def test_the_routes_name_only_packages_that_are_really_installed_by_them():
    for requirement in ROUTES["resemblyzer"].requirements:
        name = requirement.partition(">=")[0].partition("==")[0]
        if not has("resemblyzer", "torch"):
            pytest.skip("resemblyzer is not set up here")
        assert metadata.version(name)
