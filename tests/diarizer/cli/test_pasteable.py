"""What a hint says to type is found where it is typed."""

import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("typer")

from diarizer.cli import pasteable as module
from diarizer.cli.pasteable import pasteable


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with an environment that no PATH leads to."""
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name in ("python", "setup-doctor"):
        path = folder / (f"{name}.exe" if sys.platform == "win32" else name)
        path.write_bytes(b"")
        path.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "hint, shown",
    [
        ("setup-doctor install open", "{}setup-doctor install open"),
        ("pip install matplotlib", "{}python -m pip install matplotlib"),
        (
            'python -m pip uninstall --yes a; python -m pip install "b[c]"',
            '{0}python -m pip uninstall --yes a; {0}python -m pip install "b[c]"',
        ),
        ("With silero-vad: setup-doctor setup", "With silero-vad: {}setup-doctor setup"),
        ("Check the name and the folder.", "Check the name and the folder."),
        ("Ask the setup-doctor of a friend.", "Ask the setup-doctor of a friend."),
    ],
)
@pytest.mark.usefixtures("home")
def test_where_path_does_not_lead_here_a_hint_names_the_way(hint, shown):
    way = ".\\.venv\\bin\\" if sys.platform == "win32" else ".venv/bin/"
    assert pasteable(hint) == shown.format(way)


def test_where_path_leads_here_the_name_is_enough(home, monkeypatch):
    monkeypatch.setenv("PATH", str(home / ".venv" / "bin"))
    assert pasteable("setup-doctor install open") == "setup-doctor install open"
    assert pasteable("pip install x") == "python -m pip install x"


def test_a_namesake_elsewhere_on_path_is_not_taken(home, monkeypatch):
    other = home / "other"
    other.mkdir()
    for path in (home / ".venv" / "bin").iterdir():
        (other / path.name).write_bytes(b"")
        (other / path.name).chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(other), str(home / ".venv" / "bin")]))
    assert pasteable("pip install x") != "python -m pip install x"


@pytest.mark.skipif(sys.platform == "win32", reason="how a POSIX shell quotes")
def test_from_another_folder_the_whole_path_is_quoted_for_the_shell(home, tmp_path, monkeypatch):
    named = home / "my project"
    (home / ".venv").rename(named)
    (home / "elsewhere").mkdir()
    monkeypatch.chdir(home / "elsewhere")
    monkeypatch.setattr(sys, "executable", str(named / "bin" / "python"))
    assert pasteable("setup-doctor setup") == f"'{named}/bin/setup-doctor' setup"


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps a folder in which somebody stands"
)
def test_from_a_folder_that_was_deleted_the_whole_path_is_named(home, monkeypatch):
    gone = home / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert pasteable("setup-doctor setup") == f"{home}/.venv/bin/setup-doctor setup"


@pytest.mark.skipif(sys.platform == "win32", reason="there it is so by itself")
def test_for_powershell_a_path_with_blanks_is_called(home, monkeypatch):
    monkeypatch.setattr(module, "_WINDOWS", True)
    named = home / "it's"
    (home / ".venv").rename(named)
    monkeypatch.setattr(sys, "executable", str(named / "bin" / "python"))
    assert pasteable("setup-doctor setup") == "& '.\\it''s/bin/setup-doctor' setup"


@pytest.mark.skipif(sys.platform == "win32", reason="programs are made otherwise there")
def test_without_programs_beside_python_the_name_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(Path(tmp_path, "python")))
    monkeypatch.setenv("PATH", "")
    assert pasteable("setup-doctor setup") == "setup-doctor setup"


def test_the_command_that_mends_a_file_names_it():
    hint = "Let it be mended: diarize convert FILE OTHER --repair"
    assert pasteable(hint) == hint
    shown = pasteable(hint, Path("my talk.srt"))
    assert shown == "Let it be mended: diarize convert 'my talk.srt' 'my talk-mended.srt' --repair"
    shown = pasteable("Choose one: diarize convert FILE --uri a", Path("all.rttm"))
    assert shown == "Choose one: diarize convert all.rttm --uri a"
