"""Repairing: shown first, asked once, and believed only after a second look."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from setup_doctor.examination import runner
from setup_doctor.machine import Machine
from setup_doctor.messages.text import text
from setup_doctor.model import Check, Needs, Remedy, Report, Result, Status
from setup_doctor.model.findings import absent, failed, note, ok
from setup_doctor.model.verdicts import verdicts
from setup_doctor.repair import carrying_out, common_remedies
from tests.setup_doctor.states.making import launcher


@dataclass
class Attendant:
    answer: bool = True
    plans: list = field(default_factory=list)
    codes: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    ready: list = field(default_factory=list)

    def confirm(self, plan):
        self.plans.append(plan)
        return self.answer

    def begin(self, repair):
        pass

    def show(self):
        return self.lines.append

    def end(self, repair, code):
        self.codes.append(code)

    def proved(self, report):
        self.ready.append([verdict.backend for verdict in report.ready])


def make(path: Path, name="thing") -> str:
    return f"from pathlib import Path; Path({str(path)!r}).touch(); print('made {name}')"


def wants(path: Path, *, code: str | None = None, **options):
    """A check that asks for a file, and a remedy that makes it (or runs `code`)."""
    remedy = Remedy(text("Make it"), (("python", "-c", code or make(path)),), **options)

    def examine(_machine):
        return ok(text("there")) if path.exists() else failed("gone", text("not there"), (), remedy)

    return Check(f"area.{path.name}", "wants", examine)


def first_look(*checks) -> tuple[Report, Machine]:
    machine = Machine()
    results = tuple(runner.run(checks, machine))
    return Report(results, verdicts(results)), machine


def test_a_repair_is_run_and_only_the_second_look_says_that_it_helped(tmp_path):
    report, machine = first_look(wants(tmp_path / "one"))
    attendant = Attendant()
    outcome = carrying_out.apply(report, machine, attendant)
    assert outcome.report.results[0].status is Status.OK
    assert attendant.codes == [0]
    assert attendant.lines == ["made thing"]


def test_a_command_that_ends_well_and_does_not_help_is_still_a_failure(tmp_path):
    report, machine = first_look(wants(tmp_path / "one", code="print('I did it, trust me')"))
    attendant = Attendant()
    outcome = carrying_out.apply(report, machine, attendant)
    assert outcome.report.results[0].status is Status.FAILED
    assert len(attendant.plans) == 1  # and the same remedy is not tried again and again


def test_saying_no_changes_nothing(tmp_path):
    report, machine = first_look(wants(tmp_path / "one"))
    outcome = carrying_out.apply(report, machine, Attendant(answer=False))
    assert outcome.declined
    assert outcome.report is report
    assert not (tmp_path / "one").exists()


def test_what_a_repair_uncovers_is_planned_and_asked_for_in_turn(tmp_path):
    first = wants(tmp_path / "one")
    second = replace(wants(tmp_path / "two"), requires=(first,))
    report, machine = first_look(first, second)
    attendant = Attendant()
    outcome = carrying_out.apply(report, machine, attendant)
    assert [r.status for r in outcome.report.results] == [Status.OK, Status.OK]
    assert [[c.id for r in plan for c in r.checks] for plan in attendant.plans] == [
        ["area.one"],
        ["area.two"],
    ]


def test_what_takes_along_something_that_was_repaired_is_looked_at_once_more(tmp_path):
    part, other = wants(tmp_path / "part"), wants(tmp_path / "other")
    looks = []

    def examine(_machine):
        looks.append((tmp_path / "part").exists())
        return ok(text("it works"))

    proof = Check("area.proof", "proves", examine, uses=(part,))
    alone = Check("area.alone", "proves", lambda _: looks.append("alone") or ok(text("so does it")))
    assert proof.closure() == proof.foundation() == {proof}, "and it asks for nothing"
    report, machine = first_look(part, other, proof, alone)
    outcome = carrying_out.apply(report, machine, Attendant())
    assert all(result.status is Status.OK for result in outcome.report.results)
    # The first look's checks run at the same time, in either order.
    assert looks[-1] is True
    assert sorted(map(str, looks[:-1])) == ["False", "alone"]


def test_one_remedy_that_several_checks_call_for_is_run_once(tmp_path):
    code = make(tmp_path / "one") + ";" + make(tmp_path / "two")
    checks = [wants(tmp_path / name, code=code) for name in ("one", "two")]
    report, machine = first_look(*checks)
    attendant = Attendant()
    outcome = carrying_out.apply(report, machine, attendant)
    assert len(outcome.done) == 1
    assert [r.status for r in outcome.report.results] == [Status.OK, Status.OK]


def test_two_steps_that_a_person_has_to_take_stay_two():
    def asking(name, *titles):
        remedies = [common_remedies.by_hand(text(title)) for title in titles]
        return Check(
            name, "asks", lambda _machine: failed("gone", text("not there"), (), *remedies)
        )

    checks = [
        asking("area.one", "Do this"),
        asking("area.two", "Do that"),
        asking("area.three", "Do this"),
    ]
    report, _ = first_look(*checks)
    planned = carrying_out.plan(report, ())
    assert [[check.id for check in repair.checks] for repair in planned] == [
        ["area.one", "area.three"],
        ["area.two"],
    ]


class AsUser(Machine):
    def elevated(self):
        return False


class AsAdministrator(Machine):
    def elevated(self):
        return True


def test_what_needs_an_administrator_is_left_to_a_person(tmp_path):
    check = wants(tmp_path / "one", needs=frozenset({Needs.ADMINISTRATOR}))
    report, _ = first_look(check)
    outcome = carrying_out.apply(report, AsUser(), Attendant())
    assert not outcome.done
    assert not (tmp_path / "one").exists()


def test_in_a_window_of_the_administrator_it_is_done(tmp_path):
    check = wants(tmp_path / "one", needs=frozenset({Needs.ADMINISTRATOR}))
    report, _ = first_look(check)
    outcome = carrying_out.apply(report, AsAdministrator(), Attendant())
    assert outcome.report.results[0].status is Status.OK


def installer(folder: Path, code: int, *, works: Path | None = None) -> tuple[str, ...]:
    """A program called like Microsoft's, which ends with `code`, having done its work or not."""
    does = f"open({str(works)!r}, 'w', encoding='utf-8').close()" if works else ""
    return _program(folder / "setup.exe", f"import sys\n{does}\nsys.exit({code})")


def _program(path: Path, script: str) -> tuple[str, ...]:
    if sys.platform == "win32":
        path.write_bytes(launcher(script))
    else:
        path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
        path.chmod(0o755)
    return (str(path), "modify", "--passive")


def wants_installed(path: Path, command, status=Status.FAILED):
    remedy = Remedy(text("Install it"), (command,), needs=frozenset({Needs.RESTART}))

    def examine(_machine):
        if path.exists():
            return ok(text("there"))
        return replace(failed("gone", text("not there"), (), remedy), status=status)

    return Check("area.compiler", "wants", examine)


def test_an_installer_that_fails_and_has_done_its_work_all_the_same_is_believed_by_its_work(
    tmp_path,
):
    there = tmp_path / "there"
    report, machine = first_look(wants_installed(there, installer(tmp_path, 87, works=there)))
    attendant = Attendant()
    outcome = carrying_out.apply(report, machine, attendant)
    assert attendant.codes == [87]
    assert outcome.report.results[0].status is Status.OK


def test_an_installer_that_ends_well_needs_no_restart_though_it_might_have(tmp_path):
    there = tmp_path / "there"
    report, machine = first_look(wants_installed(there, installer(tmp_path, 0, works=there)))
    assert not carrying_out.apply(report, machine, Attendant()).needs_restart


def test_a_program_that_is_not_there_is_a_failed_repair_and_no_crash(tmp_path):
    gone = (str(tmp_path / "setup.exe"), "modify")
    report, machine = first_look(wants_installed(tmp_path / "there", gone))
    attendant = Attendant()
    outcome = carrying_out.apply(report, machine, attendant)
    assert outcome.report.results[0].status is Status.FAILED
    assert attendant.codes[0] != 0


@pytest.mark.parametrize("page, is_pending", [("", True), ("https://example.org/driver", False)])
def test_where_the_second_look_finds_a_restart_pending_one_is_needed(tmp_path, page, is_pending):
    # What is first to be fetched from a page is not waiting for a restart alone.
    waits = note("waits", text("waits"))
    waits = replace(
        waits, remedies=(common_remedies.by_hand(text("Restart"), page, Needs.RESTART),)
    )
    check = wants_installed(tmp_path / "there", installer(tmp_path, 0))
    report, machine = first_look(check)
    outcome = carrying_out.apply(
        report, machine, Attendant(), look=lambda checks: [Result(c, waits) for c in checks]
    )
    assert outcome.needs_restart is is_pending


def test_what_nobody_needs_is_done_for_whoever_names_it_and_for_nobody_else(tmp_path):
    there = tmp_path / "there"
    check = wants_installed(there, installer(tmp_path, 0, works=there), Status.NOTE)
    report, machine = first_look(check)
    assert not carrying_out.apply(report, machine, Attendant()).done
    assert carrying_out.apply(report, machine, Attendant(), named=("area.compiler",)).done
    assert there.exists()


def test_a_repair_that_needs_a_restart_says_so(tmp_path):
    report, machine = first_look(wants(tmp_path / "one", needs=frozenset({Needs.RESTART})))
    assert carrying_out.apply(report, machine, Attendant()).needs_restart


def test_a_check_left_out_by_the_user_is_not_looked_at_again(tmp_path):
    first = wants(tmp_path / "one")
    looked = []
    asked = Check("area.x", "x", lambda _: looked.append(1) or ok(text("x")), (first,))
    machine = Machine()
    results = tuple(runner.run([first, asked], machine, asked_to_skip={asked: "--skip"}))
    carrying_out.apply(Report(results, ()), machine, Attendant())
    assert looked == []


def test_an_absent_part_that_nothing_can_bring_is_not_looked_at_again(tmp_path):
    looks = []

    def examine(_machine):
        looks.append(1)
        return absent("cause", text("not for this system"))

    report, machine = first_look(Check("area.absent", "absent", examine), wants(tmp_path / "one"))
    carrying_out.apply(report, machine, Attendant())
    assert looks == [1]


def test_the_commands_that_are_shown_are_those_that_are_run():
    machine = Machine()
    command = common_remedies.install("resemblyzer").commands[0]
    from setup_doctor.machine.shell import runnable

    assert runnable(command, machine) == (
        sys.executable,
        "-m",
        "setup_doctor",
        "install",
        "resemblyzer",
    )


def proof(backend, *parts):
    return replace(
        Check(f"smoke.{backend}", backend, lambda _: ok(text("ran")), parts), backend=backend
    )


def test_the_first_backend_is_proven_before_the_rest_and_stays_ready_when_that_fails(tmp_path):
    small = wants(tmp_path / "small")
    large = wants(tmp_path / "large", code="raise SystemExit(7)")
    order = [small, large, proof("one", small), proof("two", large)]
    report, machine = first_look(*order)
    attendant = Attendant()
    outcome = carrying_out.apply(report, machine, attendant)
    assert len(attendant.plans) == 1
    assert attendant.ready == [["one"]]
    assert [verdict.backend for verdict in outcome.report.ready] == ["one"]
    assert [repair.code for repair in outcome.done] == [0, 7]


def test_pip_is_brought_back_before_anything_is_installed_with_it(tmp_path):
    pip = replace(wants(tmp_path / "pip"), id="python.pip")
    with_pip = f"open({str(tmp_path / 'pip')!r}); {make(tmp_path / 'small')}"
    small = wants(tmp_path / "small", code=with_pip)
    report, machine = first_look(pip, small, proof("one", small))
    outcome = carrying_out.apply(report, machine, Attendant())
    assert [repair.code for repair in outcome.done] == [0, 0]


def test_what_cannot_work_is_not_waited_for(tmp_path):
    by_hand = Check("area.hand", "hand", lambda _: failed("gone", text("no"), ()))
    small = wants(tmp_path / "small")
    report, machine = first_look(by_hand, small, proof("one", by_hand), proof("two", small))
    attendant = Attendant()
    assert [v.backend for v in carrying_out.apply(report, machine, attendant).report.ready] == [
        "two"
    ]
    assert attendant.ready == []


def test_what_two_repairs_share_is_fetched_once():
    both, one, other = ("both", 10_000_000), ("one", 5_000_000), ("other", 1_000_000)
    remedies = [
        Remedy(text("One"), (("a",),), megabytes=15, pieces=frozenset({both, one})),
        Remedy(text("Other"), (("b",),), megabytes=11, pieces=frozenset({both, other})),
        Remedy(text("Third"), (("c",),), megabytes=2),
    ]
    assert carrying_out.fetched([carrying_out.Repair(r, ()) for r in remedies]) == 18


def test_a_program_that_windows_does_not_find_could_not_be_started(tmp_path, monkeypatch):
    def missing(*_):
        error = FileNotFoundError("not found")
        error.winerror = 2
        raise error

    monkeypatch.setattr(carrying_out.process, "run_attached", missing)
    report, machine = first_look(wants(tmp_path / "thing"))
    (done,) = carrying_out.apply(report, machine, Attendant()).done
    assert done.code == carrying_out.NOT_STARTED


def test_a_command_is_told_that_what_it_does_was_said_already(tmp_path):
    asks = "import os; print(os.environ['SETUP_DOCTOR_ANNOUNCED'])"
    report, machine = first_look(wants(tmp_path / "one", code=asks))
    attendant = Attendant()
    carrying_out.apply(report, machine, attendant)
    assert attendant.lines == ["1"]
