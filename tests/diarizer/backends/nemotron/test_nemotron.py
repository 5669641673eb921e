"""The backend without transformers: what it says when something is missing, and what a turn is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from diarizer.backends import nemotron as backend
from diarizer.backends.nemotron import installation, weights
from diarizer.errors import BackendUnavailable, ModelDamaged, ModelMissing
from tests.dist_info import write_down

ROOT = Path(__file__).resolve().parents[4]
REPOSITORY = "models--nvidia--Nemotron-3-Diarization"
FILES = ("config.json", "processor_config.json", "model.safetensors")


def package(root, name, version=""):
    """An installed package that would fail if it were imported."""
    (root / name).mkdir(exist_ok=True)
    (root / name / "__init__.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    for info in root.glob(f"{name}-*.dist-info/METADATA"):
        info.unlink()
    if version:
        write_down(root, name, version)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """The only place that packages are found in, beside the standard library."""
    for name in [name for name in sys.modules if name.partition(".")[0] in installation.OLDEST]:
        monkeypatch.delitem(sys.modules, name)
    outside = [path for path in sys.path if "site-packages" not in path]
    monkeypatch.setattr(sys, "path", [str(tmp_path), *outside])
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    return tmp_path


def refusal():
    with pytest.raises(BackendUnavailable) as refused:
        installation.look()
    return refused.value


def test_what_is_not_installed_is_named(site):
    assert refusal().message == "nemotron needs torch, which is not installed."
    package(site, "torch", "2.13.0+cpu")
    error = refusal()
    assert error.message == "nemotron needs transformers, which is not installed."
    assert (error.reference, error.hint) == (
        "backend.not-installed",
        "setup-doctor install nemotron",
    )
    package(site, "transformers", "5.24.0")
    installation.look()


def test_what_is_too_old_is_named_with_what_is_wanted(site):
    package(site, "torch", "2.5.1+cu121")
    package(site, "transformers", "5.23.0")
    error = refusal()
    assert error.message == "nemotron needs torch 2.6 or newer, and 2.5.1+cu121 is installed."
    assert error.reference == "backend.torch-too-old"
    assert error.hint == "https://pytorch.org/get-started/locally/"
    package(site, "torch", "2.13.0+cpu")
    error = refusal()
    assert error.message == "nemotron needs transformers 5.24 or newer, and 5.23.0 is installed."
    assert error.reference == "backend.transformers-too-old"
    assert error.hint == "setup-doctor install nemotron"
    package(site, "transformers")  # no metadata: nobody knows
    assert "of unknown version is installed" in refusal().message


def test_an_older_python_is_named_before_any_package(site, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    error = refusal()
    assert error.message.startswith("nemotron needs Python 3.11 or newer, and this is ")
    assert error.reference == "backend.python-too-old"


def test_availability_never_raises(site):
    assert backend.availability().reason == "nemotron needs torch, which is not installed."
    package(site, "torch", "2.13.0")
    package(site, "transformers", "5.24.0")
    (site / "transformers" / "__init__.py").write_text("1 / 0", encoding="utf-8")
    assert not backend.availability().ready


def test_a_package_that_does_not_load_is_told_with_what_it_said(site):
    package(site, "transformers", "5.24.0")
    (site / "transformers" / "__init__.py").write_text("1 / 0", encoding="utf-8")
    with pytest.raises(BackendUnavailable, match="does not load") as refused:
        installation.enter()
    assert refused.value.context == "ZeroDivisionError: division by zero"


@pytest.fixture
def home(tmp_path, monkeypatch):
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    return tmp_path


def cached(home, **contents):
    folder = home / REPOSITORY
    snapshot = folder / "snapshots" / ("0" * 40)
    snapshot.mkdir(parents=True)
    for name in FILES:
        (snapshot / name).write_bytes(contents.get(name.partition(".")[0], b"1"))
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text("0" * 40, encoding="ascii")
    return snapshot


def test_weights_that_are_not_here_are_told_with_the_way_to_get_them(home):
    with pytest.raises(ModelMissing) as missing:
        weights.whole_folder()
    assert missing.value.message == "The weights of Nemotron 3 Diarization are not on this machine."
    assert missing.value.hint == "setup-doctor download nemotron"


def test_weights_that_are_not_whole_are_never_opened(home):
    cached(home, model=b"version https://git-lfs.github.com/spec/v1\n", config=b"")
    with pytest.raises(ModelDamaged) as damaged:
        weights.whole_folder()
    assert "config.json: wrong size" in damaged.value.context
    assert "model.safetensors: Git LFS pointer" in damaged.value.context


def test_weights_that_are_here_are_a_folder_for_transformers(home):
    folder = cached(home)
    assert weights.whole_folder() == folder
