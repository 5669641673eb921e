"""From results to verdicts, exit codes and the one next step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from setup_doctor.examination.runner import run
from setup_doctor.messages.text import text
from setup_doctor.model import Check, Report, Result, State, verdicts
from setup_doctor.model.findings import absent, failed, ok, unknown, warning
from setup_doctor.repair import common_remedies, next_step
from tests.setup_doctor.fakes import FakeMachine


def chain(part, proof=None, *, skip_proof=False, name="resemblyzer"):
    """Results of a part and of the check that proves a backend on top of it."""
    base = Check(f"packages.{name}", "part", lambda _: part)
    top = Check(f"smoke.{name}", "proof", lambda _: proof or ok(text("ran")), (base,), backend=name)
    left_out = {top: "--no-smoke"} if skip_proof else {}
    return run([base, top], FakeMachine(), asked_to_skip=left_out)


def report(*results: Result) -> Report:
    return Report(tuple(results), verdicts.verdicts(results))


FINE = ok(text("fine"))
BROKEN = failed("cause", text("broken"), (), common_remedies.install("resemblyzer"))
ABSENT = absent("cause", text("not installed"), (), common_remedies.install("pyannote"))
UNSEEN = unknown("cause", text("no answer"))


@pytest.mark.parametrize(
    "part, proof, skip, state, code",
    [
        (FINE, None, False, State.READY, 0),
        (FINE, None, True, State.UNPROVEN, 0),
        (BROKEN, None, False, State.NOT_READY, 1),
        (BROKEN, None, True, State.NOT_READY, 1),
        (ABSENT, None, False, State.NOT_READY, 1),
        (UNSEEN, None, False, State.UNKNOWN, 3),
        (FINE, BROKEN, False, State.NOT_READY, 1),
        (FINE, UNSEEN, False, State.UNKNOWN, 3),
    ],
)
def test_the_verdict_and_the_exit_code_follow_from_the_chain(part, proof, skip, state, code):
    whole = report(*chain(part, proof, skip_proof=skip))
    assert [v.state for v in whole.verdicts] == [state]
    assert verdicts.exit_code(whole) == code


def test_one_backend_that_works_is_success():
    whole = report(*chain(FINE), *chain(ABSENT, name="pyannote"))
    assert verdicts.exit_code(whole) == 0
    assert [v.backend for v in whole.ready] == ["resemblyzer"]


def test_strict_lets_nothing_pass():
    whole = report(*chain(FINE), *chain(ABSENT, name="pyannote"))
    assert verdicts.exit_code(whole, strict=True) == 1
    assert verdicts.exit_code(report(*chain(warning("c", text("hm")))), strict=True) == 1
    assert verdicts.exit_code(report(*chain(FINE)), strict=True) == 0


def test_without_a_proving_check_the_results_decide():
    base = [r for r in chain(BROKEN) if not r.check.backend]
    assert verdicts.exit_code(report(*base)) == 1
    base = [r for r in chain(UNSEEN) if not r.check.backend]
    assert verdicts.exit_code(report(*base)) == 3


def test_the_next_step_is_fix_where_the_doctor_can_do_it():
    step = next_step.next_step(report(*chain(BROKEN)))
    assert step.commands == (("setup-doctor", "fix"),)


def test_the_next_step_is_the_persons_where_only_a_person_can_take_it():
    by_hand = failed("cause", text("32-bit"), (), common_remedies.new_python())
    assert next_step.next_step(report(*chain(by_hand))) == common_remedies.new_python()


def test_the_next_step_is_about_the_backend_that_nobody_has_to_ask_for():
    whole = report(*chain(ABSENT, name="pyannote"), *chain(BROKEN))
    assert next_step.next_step(whole).commands == (("setup-doctor", "fix"),)


def test_the_backend_without_an_account_comes_first_also_where_more_of_it_is_missing():
    other = Check("packages.other", "other", lambda _: BROKEN)
    pyannote = chain(BROKEN, name="pyannote")
    resemblyzer = chain(BROKEN)
    proof = Check(
        "smoke.resemblyzer",
        "proof",
        lambda _: ok(text("ran")),
        (other, resemblyzer[0].check),
        backend="resemblyzer",
    )
    both = [*run([other, resemblyzer[0].check, proof], FakeMachine()), *pyannote]
    assert next_step.next_step(report(*both)).commands == (("setup-doctor", "fix"),)


def test_there_is_no_next_step_once_a_backend_works():
    assert next_step.next_step(report(*chain(FINE), *chain(ABSENT, name="pyannote"))) is None


def test_there_is_no_next_step_while_a_backend_was_not_proven_at_the_users_wish():
    whole = report(*chain(BROKEN), *chain(FINE, skip_proof=True, name="open"))
    assert next_step.next_step(whole) is None


@pytest.mark.parametrize("cause", ["packages.index", "python.pip-settings"])
def test_what_keeps_pip_from_its_index_comes_before_what_is_to_be_fetched(cause):
    way = common_remedies.by_hand(text("Unset PIP_NO_INDEX, and try again"))
    index = Check("python.index", "index", lambda _: warning(cause, text("nothing"), (), way))
    whole = report(*run([index], FakeMachine()), *chain(BROKEN))
    assert next_step.next_step(whole) == way


def test_an_absent_option_is_repaired_only_for_a_backend_that_was_asked_for():
    results = report(*chain(ABSENT, name="pyannote")).results
    assert next_step.to_repair(results, ()) == []
    assert [r.check.id for r, _ in next_step.to_repair(results, ("pyannote",))] == [
        "packages.pyannote"
    ]


def test_the_next_step_names_the_backend_where_it_is_optional():
    whole = report(*chain(ABSENT, name="pyannote"))
    assert next_step.next_step(whole).commands == (
        ("setup-doctor", "fix", "--backend", "pyannote"),
    )


def test_what_an_optional_backend_rests_on_is_repaired_for_whoever_asks_for_it():
    account = Check("huggingface.account", "account", lambda _: ABSENT)
    proof = Check("smoke.pyannote", "proof", lambda _: FINE, (account,), backend="pyannote")
    results = run([account, proof], FakeMachine())
    assert next_step.to_repair(results, ()) == []
    assert [r.check for r, _ in next_step.to_repair(results, ("pyannote",))] == [account]


def test_what_a_proof_can_do_without_is_blamed_once_the_proof_has_failed():
    way = common_remedies.install("resemblyzer")
    preferred = Check("packages.preferred", "p", lambda _: failed("c", text("too old"), (), way))
    unproven = Check(
        "smoke.some",
        "s",
        lambda _: failed("smoke.failed", text("it broke")),
        prefers=(preferred,),
        backend="resemblyzer",
    )
    whole = report(*run([preferred, unproven], FakeMachine()))
    assert [blocker.check for blocker in whole.verdicts[0].blockers] == [preferred, unproven]
    assert next_step.next_step(whole).commands == (("setup-doctor", "fix"),)


def test_what_was_never_installed_is_not_blamed_where_the_way_without_it_failed():
    optional = Check("packages.optional", "o", lambda _: ABSENT)
    broken = failed("smoke.failed", text("it broke"))
    proof = Check("smoke.some", "s", lambda _: broken, prefers=(optional,), backend="some")
    whole = report(*run([optional, proof], FakeMachine()))
    assert [blocker.check for blocker in whole.verdicts[0].blockers] == [proof]


def test_a_proof_that_did_without_blames_nobody():
    preferred = Check("packages.preferred", "p", lambda _: BROKEN)
    proof = Check("smoke.some", "s", lambda _: FINE, prefers=(preferred,), backend="some")
    whole = report(*run([preferred, proof], FakeMachine()))
    assert whole.verdicts[0].state is State.READY


def test_an_option_that_is_looked_at_alone_is_brought_by_its_own_way():
    part = [result for result in chain(ABSENT, name="pyannote") if not result.check.backend]
    assert next_step.next_step(report(*part)) == common_remedies.install("pyannote")
    bare = absent("packages.torch-missing", text("not installed"))
    part = [result for result in chain(bare) if not result.check.backend]
    with_torch = ("setup-doctor", "install", "resemblyzer", "--full")
    assert next_step.next_step(report(*part)).commands == (with_torch,)


def test_where_nobody_knows_a_way_there_is_still_a_next_step():
    step = next_step.next_step(report(*chain(FINE, failed("smoke.failed", text("it broke")))))
    assert step.commands == (("setup-doctor", "support"),)
    assert next_step.next_step(report(*chain(FINE, UNSEEN))) is None


def test_a_way_that_was_tried_and_did_not_help_is_not_advised_again():
    first, second = common_remedies.install("resemblyzer"), common_remedies.install_light()
    whole = report(*chain(failed("cause", text("still broken"), (), first, second)))
    assert next_step.next_step(whole).commands == (("setup-doctor", "fix"),)
    assert next_step.next_step(whole, [first]) == second
    assert next_step.next_step(whole, [first, second]) == common_remedies.fresh_start()


def test_before_anything_is_fetched_there_has_to_be_a_network():
    way = common_remedies.reach_the_index({"HTTPS_PROXY": "http://eva:secret@proxy:1"})
    index = Check(
        "packages.index", "i", lambda _: unknown("packages.index", text("silent"), (), way)
    )
    step = next_step.next_step(report(*run([index], FakeMachine()), *chain(BROKEN)))
    assert step == way
    assert "HTTPS_PROXY is set to http://***@proxy:1" in str(step.title)
    assert "https://pypi.org" in str(common_remedies.reach_the_index({}).title)


WARNED = warning("cause", text("not as it should be"))


@pytest.mark.parametrize(
    "parts, strict, told",
    [
        ((FINE,), False, []),
        ((FINE, ABSENT), False, []),
        ((WARNED, ABSENT), False, ["packages.part0"]),
        ((BROKEN, ABSENT), False, ["packages.part0"]),
        ((ABSENT,), False, ["packages.part0"]),
        ((WARNED, ABSENT), True, ["packages.part0", "packages.part1"]),
        ((FINE, UNSEEN), False, ["packages.part1"]),
    ],
)
def test_what_is_wrong_explains_every_exit_code_and_tells_of_nothing_else(parts, strict, told):
    chains = (chain(part, name=f"part{number}") for number, part in enumerate(parts))
    whole = report(*(result for each in chains for result in each))
    found = verdicts.wrong(whole, strict=strict)
    assert [result.check.id for result in found] == told
    assert bool(found) or verdicts.exit_code(whole, strict=strict) == 0


def test_what_is_suppressed_is_not_wrong():
    first, *others = chain(BROKEN)
    assert verdicts.wrong(report(replace(first, suppressed="on purpose"), *others)) == ()
