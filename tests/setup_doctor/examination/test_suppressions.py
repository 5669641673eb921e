"""What a project has decided about its checks, in `setup-doctor.toml`."""

from __future__ import annotations

import pytest

from setup_doctor.examination import runner, suppressions
from setup_doctor.messages.text import text
from setup_doctor.model import Check, Report, State, Status
from setup_doctor.model.findings import failed, ok, warning
from setup_doctor.model.verdicts import exit_code, verdicts
from tests.setup_doctor.fakes import FakeMachine

BROKEN = Check("packages.cut", "Cut", lambda _: failed("packages.cut", text("It is cut.")))
SHAKY = Check("python.old", "Old", lambda _: warning("python.old", text("It is old.")))
PROOF = Check("smoke.it", "Proof", lambda _: ok(text("It ran.")), (BROKEN,), backend="it")


def report(**suppressed):
    wanted = {
        check: suppressed[check.id.partition(".")[2]]
        for check in (BROKEN, SHAKY, PROOF)
        if check.id.partition(".")[2] in suppressed
    }
    results = runner.run((BROKEN, SHAKY, PROOF), FakeMachine(), suppressed=wanted)
    return Report(tuple(results), verdicts(results))


def test_a_suppressed_failure_holds_up_nobody_and_is_still_told():
    found = report(cut="a false alarm")
    assert [r.status for r in found.results] == [Status.FAILED, Status.WARNING, Status.OK]
    assert found.results[0].suppressed == "a false alarm"
    assert found.verdicts[0].state is State.READY
    assert exit_code(found) == 0


def test_without_suppression_it_is_in_the_way():
    found = report()
    assert found.results[2].status is Status.SKIPPED
    assert found.verdicts[0].state is State.NOT_READY
    assert exit_code(found) == 1


def test_strictly_a_suppressed_warning_does_not_count_and_another_does():
    assert exit_code(report(cut="x", old="y"), strict=True) == 0
    assert exit_code(report(cut="x"), strict=True) == 1


def test_a_check_that_is_fine_is_not_called_suppressed():
    assert report(cut="x", it="y").results[2].suppressed == ""


def test_what_is_added_is_read_back_and_nothing_of_the_file_is_lost(tmp_path):
    path = tmp_path / suppressions.NAME
    path.write_text('# ours\n[[suppress]]\nid = "a.b"\nreason = "one"', encoding="utf-8")
    suppressions.suppress(path, "packages.torch", 'мы собираем "torch" сами\nдавно')
    before = '# ours\n[[suppress]]\nid = "a.b"\nreason = "one"'
    assert path.read_text(encoding="utf-8").startswith(f"{before}\n\n[[suppress]]\n")
    assert suppressions.suppressions(path) == {
        "a.b": "one",
        "packages.torch": 'мы собираем "torch" сами давно',
    }


@pytest.mark.parametrize(
    "content",
    ["# Привет".encode("cp1251"), b"suppress = []", b"[[suppress", b'[suppress]\nid = "a"'],
)
def test_to_a_file_that_would_not_be_understood_nothing_is_added(content, tmp_path):
    path = tmp_path / suppressions.NAME
    path.write_bytes(content)
    with pytest.raises(suppressions.ProjectFileError) as caught:
        suppressions.suppress(path, "packages.torch", "ours")
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_the_nearest_file_above_counts(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / suppressions.NAME).write_text("", encoding="utf-8")
    assert suppressions.find(tmp_path / "a" / "b") == tmp_path / suppressions.NAME
    (tmp_path / "a" / suppressions.NAME).write_text("", encoding="utf-8")
    assert suppressions.find(tmp_path / "a" / "b") == tmp_path / "a" / suppressions.NAME


@pytest.mark.parametrize(
    "text",
    [
        "[[suppress",
        'suppress = "x"',
        '[[suppress]]\nid = "a"',
        '[[suppress]]\nid = "a"\nreason = " "',
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_with_what_was_wanted(tmp_path, text):
    path = tmp_path / suppressions.NAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(suppressions.ProjectFileError, match="Wanted: ") as refusal:
        suppressions.suppressions(path)
    assert str(path) in str(refusal.value)


def test_an_area_suppresses_all_of_its_checks_and_an_unknown_name_is_refused():
    checks = (BROKEN, SHAKY, PROOF)
    assert suppressions.suppressed(checks, {"packages": "x"}) == {BROKEN: "x"}
    with pytest.raises(suppressions.ProjectFileError, match=r"no check 'packages\.gone'"):
        suppressions.suppressed(checks, {"packages.gone": "x"})
