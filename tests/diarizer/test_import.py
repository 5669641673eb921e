"""What importing the package costs, and what it offers."""

import subprocess
import sys

import pytest

import diarizer

HEAVY = ("numpy", "torch", "scipy", "soundfile", "av", "rich", "typer")


def loaded_after(code):
    """The heavy modules that are loaded after running code in a new interpreter."""
    script = f"{code}\nimport sys\nprint(*({HEAVY!r} & sys.modules.keys()))"
    script = script.replace(repr(HEAVY), repr(set(HEAVY)))
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import diarizer; dir(diarizer)",
        "from diarizer import Annotation, Audio, DiarizerError, Span, Turn",
        "import diarizer.backends, diarizer.formats, diarizer.drawing.timeline, diarizer.sample",
        "from diarizer import backends; backends.BACKENDS",
        "import diarizer.backends.resemblyzer",
        "import diarizer.probes.smoke",
    ],
)
def test_importing_loads_nothing_heavy(code):
    assert loaded_after(code) == set()


def test_the_help_of_the_command_line_does_not_load_numpy():
    pytest.importorskip("typer")
    code = (
        "import sys; sys.argv = ['diarize', '--help']\n"
        "from diarizer.cli import main\n"
        "import io, contextlib\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main()"
    )
    assert loaded_after(code) <= {"rich", "typer"}


def test_every_public_name_is_there():
    pytest.importorskip("torch")
    for name in diarizer.__all__:
        assert getattr(diarizer, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'diarise'"):
        diarizer.diarise  # noqa: B018


def test_the_availability_flags_are_answers_and_not_guesses():
    assert isinstance(diarizer.PYANNOTE_AVAILABLE, bool)
    assert isinstance(diarizer.RESEMBLYZER_AVAILABLE, bool)


def test_a_webrtcvad_that_does_not_load_is_not_available_where_nothing_else_hears(tmp_path):
    (tmp_path / "webrtcvad.py").write_text("raise OSError('[WinError 1114] c10.dll')")
    (tmp_path / "onnxruntime.py").write_text("raise ImportError('DLL load failed')")
    code = "import diarizer; print(diarizer.RESEMBLYZER_AVAILABLE)"
    done = run_with(tmp_path, code)
    assert done == "False"


def test_a_webrtcvad_that_does_not_answer_is_not_available_where_nothing_else_hears(tmp_path):
    (tmp_path / "webrtcvad.py").write_text("class Vad:\n    def __init__(self, mode): pass\n")
    (tmp_path / "onnxruntime.py").write_text("raise ImportError('DLL load failed')")
    assert run_with(tmp_path, "import diarizer; print(diarizer.RESEMBLYZER_AVAILABLE)") == "False"


def run_with(folder, code):
    script = f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()
