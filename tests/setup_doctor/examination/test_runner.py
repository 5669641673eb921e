"""The order, the side by side, the time limits, the crashes."""

from __future__ import annotations

import threading

from diarizer.models.failures import failure
from setup_doctor.examination import runner
from setup_doctor.messages.text import text
from setup_doctor.model import Check, Cost, Status
from setup_doctor.model.findings import absent, failed, note, ok
from tests.setup_doctor.fakes import FakeMachine


def make(name, answer=None, requires=(), **options):
    finding = answer or ok(text("fine"))
    examine = finding if callable(finding) else lambda _machine: finding
    return Check(f"area.{name}", name, examine, tuple(requires), **options)


def statuses(results):
    return {result.check.title: result.status for result in results}


def test_a_check_runs_after_what_it_requires_whatever_the_order_they_were_given_in():
    seen = []
    first = make("first", lambda _: seen.append("first") or ok(text("fine")))
    second = make("second", lambda _: seen.append("second") or ok(text("fine")), [first])
    runner.run([second, first], FakeMachine())
    assert seen == ["first", "second"]


def test_independent_checks_run_side_by_side():
    meeting = threading.Barrier(2, timeout=60)
    checks = [make(name, lambda _: meeting.wait() is not None and ok(text("met"))) for name in "ab"]
    assert set(statuses(runner.run(checks, FakeMachine())).values()) == {Status.OK}


def test_a_dependant_of_a_failed_check_is_skipped_with_the_reason():
    broken = make("broken", failed("cause", text("no")))
    above = make("above", requires=[broken])
    top = make("top", requires=[above])
    results = runner.run([broken, above, top], FakeMachine())
    assert statuses(results) == {
        "broken": Status.FAILED,
        "above": Status.SKIPPED,
        "top": Status.SKIPPED,
    }
    assert str(results[1].finding.message) == "Not looked at: area.broken comes first."


def test_an_optional_thing_that_is_absent_holds_up_what_rests_on_it():
    results = runner.run(
        [gone := make("gone", absent("cause", text("no"))), make("above", requires=[gone])],
        FakeMachine(),
    )
    assert statuses(results)["above"] is Status.SKIPPED
    assert results[1].finding.cause == "skipped.optional"


def test_a_note_holds_up_nothing():
    results = runner.run(
        [fine := make("fine", note("cause", text("well"))), make("above", requires=[fine])],
        FakeMachine(),
    )
    assert statuses(results)["above"] is Status.OK


def test_a_check_left_out_at_the_users_wish_does_not_hold_up_its_dependants():
    slow = make("slow", failed("cause", text("would fail")))
    results = runner.run(
        [slow, make("above", requires=[slow])], FakeMachine(), asked_to_skip={slow: "--skip"}
    )
    assert statuses(results) == {"slow": Status.SKIPPED, "above": Status.OK}


def test_a_check_for_another_platform_is_left_out_and_does_not_block():
    windows = make("windows", failed("cause", text("no")), platforms=frozenset({"windows"}))
    results = runner.run([windows, make("above", requires=[windows])], FakeMachine())
    assert statuses(results) == {"above": Status.OK}


def test_a_crash_is_a_result_of_its_own_and_hides_no_other():
    def crash(_machine):
        raise ZeroDivisionError("by hf_abcdefghijklmnop")

    results = runner.run([make("bad", crash), make("good")], FakeMachine())
    assert statuses(results) == {"bad": Status.CRASHED, "good": Status.OK}
    assert str(results[0].finding.message) == (
        "This check itself failed (ZeroDivisionError: by hf_***). Please report it."
    )


def test_a_check_that_hangs_is_answered_within_the_limit(monkeypatch):
    monkeypatch.setattr(runner, "GRACE", 0.1)
    release, ended = threading.Event(), []

    def hangs(_machine):
        ended.append(release.wait(600))
        return ok(text("late"))

    for limit in (0.2, 5.0, 60.0):  # the last ones for a machine that is busy with other things
        results = runner.run([make("hang", hangs), make("quick")], FakeMachine(), limit=limit)
        if statuses(results)["quick"] is Status.OK:
            break
    assert not ended
    release.set()
    assert statuses(results) == {"hang": Status.UNKNOWN, "quick": Status.OK}
    assert results[0].finding.cause == "doctor.timeout"
    assert results[0].seconds == limit + runner.GRACE


def test_each_check_is_handed_the_time_limit_of_its_kind():
    limits = {}

    def record(machine, name):
        limits[name] = machine.limit
        return ok(text("fine"))

    fast = make("fast", lambda m: record(m, "fast"))
    heavy = make("heavy", lambda m: record(m, "heavy"), cost=Cost.HEAVY)
    runner.run([fast, heavy], FakeMachine())
    assert limits == {"fast": Cost.FAST.limit, "heavy": Cost.HEAVY.limit}
    runner.run([fast, heavy], FakeMachine(), limit=7)
    assert limits == {"fast": 7, "heavy": 7}


def test_callbacks_come_in_the_callers_thread():
    threads = set()
    runner.run(
        [make("one"), make("two")],
        FakeMachine(),
        on_start=lambda _: threads.add(threading.current_thread()),
        on_result=lambda _: threads.add(threading.current_thread()),
    )
    assert threads == {threading.current_thread()}


def test_secrets_in_a_finding_are_redacted_before_anybody_sees_it():
    leak = make(
        "leak",
        failed(
            "cause",
            text("sent {what}", what="hf_secretsecretsecret"),
            [("proxy", "http://me:pass@proxy:3128")],
        ),
    )
    finding = runner.run([leak], FakeMachine())[0].finding
    assert str(finding.message) == "sent hf_***"
    assert finding.evidence[0].seen == "http://***@proxy:3128"


def test_of_several_obstacles_the_first_is_named():
    broken = [make(f"broken{n}", failed("cause", text("no"))) for n in range(20)]
    results = runner.run([*broken, make("top", requires=broken)], FakeMachine())
    assert str(results[-1].finding.message) == "Not looked at: area.broken0 comes first."


def test_what_the_library_explains_is_no_crash():
    def unreadable(_machine):
        raise failure("huggingface.setting", context="HF_HUB_ETAG_TIMEOUT: no number")

    def silent(_machine):
        raise failure("network.silent")

    wrong, unseen = runner.run([make("a", unreadable), make("b", silent)], FakeMachine())
    assert (wrong.status, wrong.finding.cause) == (Status.FAILED, "huggingface.setting")
    assert str(wrong.finding.evidence[0].seen) == "HF_HUB_ETAG_TIMEOUT: no number"
    assert str(wrong.finding.remedies[0].title).startswith("Correct or unset it")
    assert (unseen.status, unseen.finding.cause) == (Status.UNKNOWN, "network.silent")
