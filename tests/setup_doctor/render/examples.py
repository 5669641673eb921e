"""One report that shows everything a renderer can be asked to show."""

from __future__ import annotations

from setup_doctor.examination.runner import crashed
from setup_doctor.messages.text import text
from setup_doctor.model import Check, Finding, Needs, Remedy, Report, Result, Status
from setup_doctor.model.findings import absent, failed, note, ok, unknown, warning
from setup_doctor.model.verdicts import verdicts
from setup_doctor.repair import common_remedies

PROOF = {
    "speakers": 2,
    "duration": 27.4,
    "real_time_factor": 41.3,
    "der": {"rate": 0.031, "missed": 0.5, "false_alarm": 0.3, "confusion": 0.0, "total": 24.0},
    "turns": [],
}
BUILD_TOOLS = Remedy(
    text("Install the compiler"),
    (("winget", "install", "--id", "Some.Id", "-e"),),
    megabytes=1800,
    needs=frozenset({Needs.ADMINISTRATOR, Needs.RESTART}),
)


def result(name: str, finding: Finding, backend: str = "", requires=()) -> Result:
    return Result(Check(name, name, lambda _: finding, requires, backend=backend), finding, 0.25)


def skipped(cause: str, message: str) -> Finding:
    return Finding(Status.SKIPPED, text(message), cause)


def broken() -> Report:
    """Nothing works, in every way in which that is possible."""
    torch = result(
        "packages.torch",
        failed(
            "packages.cut",
            text("torch 2.13.0 is damaged."),
            [("c10.dll", "7 bytes")],
            common_remedies.reinstall("torch==2.13.0", megabytes=130),
        ),
    )
    pyannote = result(
        "packages.pyannote",
        absent(
            "packages.pyannote-missing",
            text("pyannote.audio is not installed (optional)"),
            (),
            common_remedies.install("pyannote", megabytes=420),
        ),
    )
    results = (
        result("python.version", ok(text("Python 3.12.1, for which there are wheels"))),
        result(
            "python.environment",
            warning(
                "python.environment",
                text("Not in a virtual environment"),
                (),
                common_remedies.by_hand(text("Run install.sh")),
            ),
        ),
        result("compiler.msvc", note("compiler.none", text("No C compiler. Not needed."))),
        torch,
        pyannote,
        result("packages.index", unknown("packages.index", text("The index could not be asked."))),
        result("models.crash", crashed(ValueError("oops"))),
        result("disk.tools", failed("disk.tools", text("A compiler is wanted."), (), BUILD_TOOLS)),
        result(
            "smoke.resemblyzer",
            skipped("skipped.blocked", "Not looked at: packages.torch comes first."),
            "resemblyzer",
            (torch.check,),
        ),
        result(
            "smoke.pyannote",
            skipped("skipped.blocked", "Not looked at: packages.pyannote comes first."),
            "pyannote",
            (pyannote.check,),
        ),
    )
    return Report(results, verdicts(results), {"system": "Windows-11", "python": "3.12.1"})


def ready() -> Report:
    """One backend works, the other was never asked for."""
    pyannote = broken().results[4]
    results = (
        result("smoke.resemblyzer", ok(text("it ran"), **PROOF), "resemblyzer"),
        pyannote,
        result(
            "smoke.pyannote",
            skipped("skipped.blocked", "Not looked at."),
            "pyannote",
            (pyannote.check,),
        ),
    )
    return Report(results, verdicts(results))
