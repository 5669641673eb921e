"""The backend without pyannote: what it says when something is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from diarizer.backends import pyannote as backend
from diarizer.backends.pyannote import installation, weights
from diarizer.errors import BackendError, BackendUnavailable, ModelDamaged, ModelMissing
from tests.dist_info import write_down

ROOT = Path(__file__).resolve().parents[4]


def package(root, name, *, version="", files=()):
    """An installed package that would fail if it were imported."""
    folder = root.joinpath(*name.split("."))
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    for path, content in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if version:
        write_down(root, name, version)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """The only place that packages are found in, beside the standard library."""
    for name in [name for name in sys.modules if name.partition(".")[0] in _PACKAGES]:
        monkeypatch.delitem(sys.modules, name)
    outside = [path for path in sys.path if "site-packages" not in path]
    monkeypatch.setattr(sys, "path", [str(tmp_path), *outside])
    return tmp_path


_PACKAGES = {"torch", "torchaudio", "pyannote"}


def namespace(root):
    """Packages like pyannote.core share this folder, and looking below it imports it."""
    (root / "pyannote").mkdir(exist_ok=True)
    (root / "pyannote" / "__init__.py").write_text("", encoding="utf-8")


def refusal():
    with pytest.raises(BackendUnavailable) as refused:
        installation.look()
    return refused.value


def test_what_is_not_installed_is_named(site):
    assert refusal().message == "pyannote.audio is not installed."
    namespace(site)
    assert refusal().message == "pyannote.audio is not installed."
    package(site, "pyannote.audio")
    assert refusal().message == "pyannote.audio needs torch, which is not installed."
    package(site, "torch")
    assert refusal().message == "pyannote.audio needs torchaudio, which is not installed."
    package(site, "torchaudio")
    assert refusal().reference == "backend.pyannote-too-old"  # no metadata: nobody knows


def test_version_three_is_refused_before_it_is_imported(site):
    for name in ("torch", "torchaudio"):
        package(site, name)
    package(site, "pyannote.audio", version="3.4.0")
    namespace(site)
    error = refusal()
    assert error.reference == "backend.pyannote-too-old"
    assert ">=4.0" in error.hint


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only the Linux wheel is like that"
)
@pytest.mark.parametrize("cuda", [False, True])
def test_a_torchaudio_for_cuda_beside_a_torch_without_it_is_named(cuda, site):
    package(site, "torch", files=[("lib/libc10_cuda.so", b"")] if cuda else ())
    extension = ("lib/_torchaudio.abi3.so", b"\x7fELF\0libc10_cuda.so\0")
    package(site, "torchaudio", files=[extension])
    package(site, "pyannote.audio", version="4.0.7")
    namespace(site)
    if cuda:
        installation.look()
    else:
        assert refusal().reference == "backend.torchaudio-mismatch"


def test_availability_never_raises(site):
    package(site, "pyannote")  # broken: looking below it raises
    (site / "pyannote" / "__init__.py").write_text("1 / 0", encoding="utf-8")
    found = backend.availability()
    assert not found.ready
    assert "ZeroDivisionError" in found.reason


def test_an_unknown_pipeline_is_refused():
    with pytest.raises(BackendError, match=r"no pipeline named '2\.1'"):
        weights.choose("2.1")


@pytest.fixture
def home(tmp_path, monkeypatch):
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    return tmp_path


def cached(home, repository, files):
    folder = home / f"models--{repository.replace('/', '--')}"
    snapshot = folder / "snapshots" / ("0" * 40)
    for path, content in files.items():
        (snapshot / path).parent.mkdir(parents=True, exist_ok=True)
        (snapshot / path).write_bytes(content)
    (folder / "refs").mkdir(exist_ok=True)
    (folder / "refs" / "main").write_text("0" * 40, encoding="ascii")
    return snapshot


_PLDA = {"plda/plda.npz": b"1", "plda/xvec_transform.npz": b"2"}
_CONFIG = b"pipeline:\n  name: X\n  params:\n    segmentation: %s\n    embedding: %s\n"


def test_weights_that_are_not_here_are_told_with_the_way_to_get_them(home):
    with pytest.raises(ModelMissing) as missing:
        weights.choose(None)
    assert missing.value.hint == "setup-doctor download pyannote"


def test_every_part_of_the_community_pipeline_is_a_folder_of_this_machine(home):
    files = {
        "config.yaml": _CONFIG % (b"$model/segmentation", b"$model/embedding"),
        "segmentation/pytorch_model.bin": b"1",
        "embedding/pytorch_model.bin": b"2",
        **_PLDA,
    }
    folder = str(cached(home, "pyannote/speaker-diarization-community-1", files))
    params = weights.configuration(weights.choose(None))["pipeline"]["params"]
    assert params == {
        "segmentation": {"checkpoint": folder, "subfolder": "segmentation"},
        "embedding": {"checkpoint": folder, "subfolder": "embedding"},
        "plda": {"checkpoint": folder, "subfolder": "plda"},
    }


def test_the_older_pipeline_is_chosen_when_it_alone_is_here(home):
    names = (b"pyannote/segmentation-3.0", b"pyannote/wespeaker-voxceleb-resnet34-LM")
    cached(home, "pyannote/speaker-diarization-3.1", {"config.yaml": _CONFIG % names})
    folders = [cached(home, name.decode(), {"pytorch_model.bin": b"1"}) for name in names]
    plda = cached(home, "pyannote/speaker-diarization-community-1", _PLDA)
    model = weights.choose(None)
    assert model.name == "pyannote-3.1"
    assert weights.configuration(model)["pipeline"]["params"] == {
        "segmentation": {"checkpoint": str(folders[0])},
        "embedding": {"checkpoint": str(folders[1])},
        "plda": {"checkpoint": str(plda), "subfolder": "plda"},
    }


def test_a_pickle_that_is_not_whole_is_never_opened(home):
    files = {
        "config.yaml": _CONFIG % (b"$model/segmentation", b"$model/embedding"),
        "segmentation/pytorch_model.bin": b"version https://git-lfs.github.com/spec/v1\n",
        "embedding/pytorch_model.bin": b"",
        **_PLDA,
    }
    cached(home, "pyannote/speaker-diarization-community-1", files)
    with pytest.raises(ModelDamaged) as damaged:
        weights.configuration(weights.choose(None))
    assert "pytorch_model.bin: wrong size" in damaged.value.context
    assert "Git LFS pointer" in damaged.value.context
