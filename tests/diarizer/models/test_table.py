"""The table, and whether the weights are there and whole."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from diarizer import models
from diarizer.errors import DiarizerError, ModelDamaged, ModelMissing
from diarizer.models.tokens import clean

# Of its package, which is one of two sources.
RESEMBLYZER = replace(
    models.MODELS["resemblyzer"], sources=models.MODELS["resemblyzer"].sources[:1]
)
_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 17090379\n"


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """A package named resemblyzer that would fail if it were imported."""
    package = tmp_path / "resemblyzer"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))  # nothing was unpacked there
    monkeypatch.delitem(sys.modules, "resemblyzer", raising=False)
    return package / "pretrained.pt"


def test_importing_the_table_loads_nothing_heavy():
    heavy = {"numpy", "torch", "huggingface_hub", "httpx", "httpx2", "filelock"}
    code = "import sys, diarizer.models; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[3],
    )
    assert not heavy & set(done.stdout.split())


def test_every_backend_has_a_default_of_its_name():
    assert {model.backend for model in models.MODELS.values()} <= set(models.MODELS)


def test_every_gate_has_a_page_of_its_own():
    assert models.MODELS["pyannote"].pages == (
        "https://huggingface.co/pyannote/speaker-diarization-community-1",
    )
    assert models.MODELS["pyannote-3.1"].pages == (
        "https://huggingface.co/pyannote/speaker-diarization-3.1",
        "https://huggingface.co/pyannote/segmentation-3.0",
        "https://huggingface.co/pyannote/speaker-diarization-community-1",
    )
    assert not RESEMBLYZER.account


def test_the_weights_of_a_package_are_found_without_importing_it(weights):
    assert models.locate(RESEMBLYZER) is None
    weights.write_bytes(b"some")
    assert models.locate(RESEMBLYZER) == weights.parent


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, models.State.MISSING),
        (b"", models.State.WRONG_SIZE),
        (b"cut", models.State.WRONG_SIZE),
        (_POINTER, models.State.POINTER),
        (b"\0" * 17_090_379, models.State.WRONG_HASH),
    ],
    ids=["missing", "empty", "cut", "pointer", "changed"],
)
def test_damage_to_the_weights_is_named(weights, content, expected):
    if content is not None:
        weights.write_bytes(content)
    (state,) = models.verify(RESEMBLYZER, deep=True)
    assert state.state is expected


def test_a_shallow_look_believes_the_size(weights):
    weights.write_bytes(b"\0" * 17_090_379)
    (state,) = models.verify(RESEMBLYZER)
    assert (state.state, state.hashed) == (models.State.WHOLE, False)


def test_weights_that_come_with_a_package_are_not_downloaded(weights):
    with pytest.raises(ModelMissing) as missing:
        models.download(RESEMBLYZER)
    weights.write_bytes(b"cut")
    with pytest.raises(ModelDamaged) as damaged:
        models.download(RESEMBLYZER)
    assert missing.value.hint == damaged.value.hint == "setup-doctor install resemblyzer"
    assert str(weights) in damaged.value.context
    assert "wrong size" in damaged.value.context


@pytest.mark.parametrize(
    "dirty",
    [
        "hf_AbC\r\n",
        " hf_AbC ",
        "\ufeffhf_AbC",
        '"hf_AbC"',
        "\u201chf_AbC\u201d",
        "Bearer hf_AbC",
        '"Bearer hf_AbC"\n',
    ],
)
def test_what_pasting_leaves_around_a_token_is_taken_off(dirty):
    assert clean(dirty) == "hf_AbC"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_token_file_is_read_in_whatever_way_windows_wrote_it(encoding, tmp_path, monkeypatch):
    constants = pytest.importorskip("huggingface_hub.constants")
    path = tmp_path / "token"
    path.write_text("hf_AbC\n", encoding=encoding)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(path))
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    token = models.find_token()
    assert token is not None
    assert (token.value, token.source) == ("hf_AbC", str(path))


def test_the_environment_hides_the_token_file(tmp_path, monkeypatch):
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path))  # a folder: holds no token
    monkeypatch.setenv("HF_TOKEN", "")
    monkeypatch.setenv("HUGGING_FACE_HUB_TOKEN", "hf_Old")
    token = models.find_token()
    assert token is not None
    assert token.source == "HUGGING_FACE_HUB_TOKEN"
    monkeypatch.setenv("HF_TOKEN", "hf_New")
    assert "hf_New" not in repr(models.find_token())


def test_a_missing_client_is_a_cause_and_no_traceback(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(DiarizerError) as missing:
        models.plan(models.MODELS["pyannote"])
    assert missing.value.reference == "huggingface.client-missing"
