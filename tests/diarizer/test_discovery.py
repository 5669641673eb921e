"""What other distributions add: found, told apart, and never in the way of ours."""

import subprocess
import sys

import pytest

from diarizer import backends, discovery, errors, formats
from diarizer.discovery import PlugIn
from diarizer.types import Annotation
from tests import plug_ins


def backend_of(install, code, name="wrong"):
    install("a-wrong-one", f"[diarizer.backends]\n{name} = wrong_backend\n", wrong_backend=code)


def format_of(install, code, name="wrong"):
    install("a-wrong-one", f"[diarizer.formats]\n{name} = wrong_format\n", wrong_format=code)


GOOD = plug_ins.BACKEND.format(name="steady")


def test_our_own_come_without_the_helpers_that_lie_beside_them():
    assert list(discovery.own("diarizer.formats"))[:5] == ["audacity", "csv", "ctm", "eaf", "json"]
    assert discovery.own("diarizer.formats")["json"] == "diarizer.formats.json_"
    assert backends.BACKENDS == ("nemotron", "pyannote", "open", "resemblyzer")


def test_a_backend_of_another_distribution_stands_behind_ours(install):
    install("steady", "[diarizer.backends]\nsteady = steady_backend\n", steady_backend=GOOD)
    assert backends.names() == (*backends.BACKENDS, "steady")
    assert [each.name for each in backends.available()] == list(backends.names())
    assert backends.available()[-1].ready
    assert backends.load("steady") == "the engine of steady"
    assert backends.choose("steady") == "the engine of steady"
    assert backends.threshold("steady") == 1.0
    assert backends.check("steady") is None


def test_auto_takes_a_plug_in_where_none_of_ours_is_ready(install, monkeypatch):
    install("steady", "[diarizer.backends]\nsteady = steady_backend\n", steady_backend=GOOD)
    monkeypatch.setattr(backends, "BACKENDS", ())
    assert backends.pick() == "steady"


def test_auto_does_not_ask_other_distributions_where_one_of_ours_is_ready(monkeypatch):
    class Ready:
        @staticmethod
        def availability():
            return backends.Availability("nemotron", ready=True, reason="answers")

    monkeypatch.setattr(backends, "_module", lambda _: Ready)
    monkeypatch.setattr(backends, "plug_ins", lambda: pytest.fail("they were asked"))
    assert backends.pick() == "nemotron"


def test_a_name_of_ours_stays_ours_and_the_other_is_told(install):
    install("mine", "[diarizer.backends]\nopen = my_backend\nauto = my_backend\n", my_backend="1/0")
    assert [(each.name, each.taken_by) for each in backends.plug_ins()] == [
        ("auto", "setup-doctor"),
        ("open", "setup-doctor"),
    ]
    assert backends.names() == backends.BACKENDS
    assert backends._module("open").__name__ == "diarizer.backends.open"


def test_of_two_distributions_the_first_by_the_alphabet_has_the_name(install):
    install("b-second", "[diarizer.backends]\nsteady = nowhere\n", "2.0")
    install("a-first", "[diarizer.backends]\nsteady = steady_backend\n", steady_backend=GOOD)
    assert backends.plug_ins() == (
        PlugIn("diarizer.backends", "steady", "steady_backend", "a-first", "1.0"),
        PlugIn("diarizer.backends", "steady", "nowhere", "b-second", "2.0", "a-first"),
    )
    assert backends.load("steady") == "the engine of steady"


WRONG = {
    "raise OSError('[WinError 126]')": "OSError: [WinError 126]",
    "import not_there": "ModuleNotFoundError: No module named 'not_there'",
    "def": "SyntaxError: invalid syntax (wrong_backend.py, line 1)",
    "raise SystemExit(3)": "SystemExit: 3",
    "class Stop(BaseException): pass\nraise Stop('here')": "Stop: here",
    "NAME = 'wrong'": "wrong_backend has no THRESHOLD, availability, load",
    plug_ins.BACKEND.format(name="other"): (
        "its NAME is 'other', and that of its entry point 'wrong'"
    ),
    plug_ins.BACKEND.format(name="wrong").replace("1.0", "'high'"): ("its THRESHOLD is no number"),
    "def __getattr__(name): raise RuntimeError(name)": "RuntimeError: NAME",
}


@pytest.mark.parametrize("code", WRONG)
def test_a_broken_backend_is_left_out_and_its_cause_told_to_whoever_names_it(install, code):
    backend_of(install, code)
    with pytest.raises(errors.BackendUnavailable) as caught:
        backends.load("wrong")
    assert caught.value.message == "The backend 'wrong' of a-wrong-one 1.0 cannot be used."
    assert caught.value.context == WRONG[code]
    assert caught.value.hint == "python -m pip uninstall a-wrong-one"
    answer = backends.available()[-1]
    assert (answer.name, answer.ready) == ("wrong", False)
    assert answer.reason == f"{caught.value.message} {WRONG[code]}"


def test_an_interruption_during_the_import_is_no_fault_of_the_plug_in(install):
    backend_of(install, "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        backends.load("wrong")


def test_what_a_plug_in_prints_at_import_is_no_part_of_our_data(install, capsys):
    backend_of(install, f"print('hello')\n{plug_ins.BACKEND.format(name='wrong')}")
    backends.load("wrong")
    assert capsys.readouterr() == ("", "hello\n")


def test_a_plug_in_whose_availability_or_load_breaks_off_is_told_as_one_of_ours(install):
    code = GOOD.replace("steady", "wrong")
    backend_of(install, code.replace("return", "raise RuntimeError('no licence')\n    return"))
    assert backends.available()[-1].reason == "RuntimeError: no licence"
    with pytest.raises(errors.BackendUnavailable, match="RuntimeError: no licence"):
        backends.load("wrong")
    with pytest.raises(errors.BackendUnavailable) as caught:
        backends.check("wrong")
    assert caught.value.hint == "python -m pip show a-wrong-one"


def test_an_availability_that_is_none_is_said(install):
    answer = 'Availability(NAME, ready=True, reason="needs nothing")'
    backend_of(install, GOOD.replace("steady", "wrong").replace(answer, "True"))
    assert backends.available()[-1].reason == "availability() gave no Availability"


def test_an_engine_is_not_chosen_of_a_plug_in(install):
    install("steady", "[diarizer.backends]\nsteady = steady_backend\n", steady_backend=GOOD)
    with pytest.raises(errors.InvalidArgument, match="no engines"):
        backends.resolve("steady", "light")


def test_a_format_of_another_distribution_is_found_by_name_and_by_ending(install, tmp_path):
    code = plug_ins.FORMAT.format(ending=".Tally")
    install("tally", "[diarizer.formats]\ntally = tally_format\n", tally_format=code)
    assert formats.names() == (*formats.FORMATS, "tally")
    assert formats.of(tmp_path / "talk.tally") == "tally"
    assert Annotation().save(tmp_path / "talk.tally").read_text(encoding="utf-8") == ".Tally"
    assert formats.load(tmp_path / "talk.tally") == Annotation()
    with pytest.raises(errors.FormatError, match=r"\.tally, \.textgrid"):
        formats.of(tmp_path / "talk.docx")


def test_an_ending_of_ours_stays_ours(install, tmp_path):
    code = plug_ins.FORMAT.format(ending=".RTTM")
    install("tally", "[diarizer.formats]\ntally = tally_format\n", tally_format=code)
    assert formats.of(tmp_path / "talk.rttm") == "rttm"
    assert formats.get("tally").dumps(Annotation()) == ".RTTM"


def test_a_broken_format_is_told_to_whoever_names_it_and_to_whoever_may_have_meant_it(
    install, tmp_path
):
    format_of(install, "EXTENSION = '.wrong'")
    with pytest.raises(errors.FormatError) as caught:
        formats.get("wrong")
    assert caught.value.message == "The format 'wrong' of a-wrong-one 1.0 cannot be used."
    assert caught.value.context == "wrong_format has no HOLDS, dumps, loads"
    assert caught.value.hint == "python -m pip uninstall a-wrong-one"
    with pytest.raises(errors.FormatError) as caught:
        formats.of(tmp_path / "talk.wrong")
    assert caught.value.context.endswith("\nThe format 'wrong' of a-wrong-one 1.0 cannot be used.")


@pytest.mark.parametrize(
    "change, said",
    [
        (('".tally"', '"tally"'), "its EXTENSION does not begin with a dot"),
        (("return Annotation()", "1/0"), "ZeroDivisionError: division by zero"),
        (("return Annotation()", "pass"), "loads() gave no Annotation"),
    ],
)
def test_a_format_that_breaks_its_promises_is_an_error_and_no_crash(install, change, said):
    format_of(install, plug_ins.FORMAT.format(ending=".tally").replace(*change))
    with pytest.raises(errors.FormatError) as caught:
        formats.get("wrong").loads("")
    assert caught.value.context == said


def test_a_list_of_entry_points_that_cannot_be_read_hides_no_other(install):
    install("a-wrong-one", "[diarizer.backends]\nthis is no entry\n")
    install("steady", "[diarizer.backends]\nsteady = steady_backend\n", steady_backend=GOOD)
    assert "steady" in backends.names()


def test_ours_are_used_without_asking_for_entry_points():
    code = (
        "import sys; from diarizer import backends, discovery, formats\n"
        "backends.threshold('open'); formats.get('rttm'); formats.of(__import__('pathlib').Path('a.rttm'))\n"
        "print('importlib.metadata' in sys.modules, discovery._entry_points.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["False", "0"], done.stderr
