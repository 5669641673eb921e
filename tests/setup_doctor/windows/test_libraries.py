"""Libraries that do not load: made for real under Windows, and from what was recorded there."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from setup_doctor.checks import find
from setup_doctor.machine.process import Completed
from tests.setup_doctor.fakes import WINDOWS_PYTHON, FakeMachine, installed
from tests.setup_doctor.windows import images, states
from tests.setup_doctor.windows.states import in_wine

# What the probes said under a Windows Python in each of these states. It spoke Russian,
# but in the last two.
RECORDED = json.loads(Path(__file__).with_name("libraries.json").read_text(encoding="utf-8"))
OLD, NEW = (14, 29, 30133, 0), (14, 44, 35211, 0)
CUT = 3000  # bytes that are left


@dataclass(frozen=True)
class Case:
    """Which libraries lie there, and what is to be said.

    Attributes:
        runtime: the version of msvcp140.dll, or what it is instead; None where there is none.
        package: the same of the library of a package called torch.
    """

    status: str
    cause: str
    message: str
    runtime: tuple[int, ...] | str | None = NEW
    package: tuple[int, ...] | str | None = ()
    remedy: str = ""

    @property
    def check(self):
        return find("windows.runtime" if self.package == () else "packages.torch-answers")


REDISTRIBUTABLE = "winget install --id Microsoft.VCRedist.2015+.x64 -e"
ANEW = "python -m pip install --force-reinstall"
ENDED = {
    "refuses": images.refusing,
    "lacks": lambda: images.ended_with(images.NO_SUCH_PROCEDURE),
    "no memory": lambda: images.ended_with(images.OUT_OF_MEMORY),
}
CASES = {
    "runtime new": Case("ok", "", "The Visual C++ runtime loads (14.44.35211.0)"),
    "runtime missing": Case(
        "failed",
        "windows.runtime-missing",
        "The Microsoft Visual C++ runtime does not load: msvcp140.dll (WinError 126).",
        runtime=None,
        remedy=REDISTRIBUTABLE,
    ),
    "runtime old": Case(
        "warning",
        "windows.runtime-old",
        "The Microsoft Visual C++ runtime is 14.29.30133.0; torch wants 14.40 or newer.",
        runtime=OLD,
        remedy=REDISTRIBUTABLE,
    ),
    "runtime cut": Case(
        "failed",
        "windows.runtime-missing",
        "The Microsoft Visual C++ runtime does not load: msvcp140.dll (WinError 193).",
        runtime="cut",
        remedy=REDISTRIBUTABLE,
    ),
    "torch without a library": Case(
        "failed",
        "packages.dll-gone",
        "A DLL that torch needs is missing, and it is not the Visual C++ runtime (WinError 126).",
        package=None,
        remedy=ANEW,
    ),
    "torch without the runtime": Case(
        "failed",
        "packages.dll-missing",
        "A DLL is missing beside a compiled module, most often the Microsoft Visual C++ "
        "Redistributable. Never fetch single DLLs from the web.",
        runtime=None,
        package=None,
        remedy=REDISTRIBUTABLE,
    ),
    "torch cut": Case(
        "failed",
        "packages.cut",
        "A compiled file of torch is cut: an interrupted installation, a full disk or a virus "
        "scanner.",
        package="cut",
        remedy=ANEW,
    ),
    "torch refuses beside an old runtime": Case(
        "failed",
        "packages.runtime-old",
        "A DLL, most often of torch or onnxruntime, could not start: the Microsoft Visual C++ Redistributable is "
        "older than it wants.",
        runtime=OLD,
        package="refuses",
        remedy=REDISTRIBUTABLE,
    ),
    "torch refuses beside a new runtime": Case(
        "failed",
        "packages.dll-start",
        "A DLL of torch could not start, and the Visual C++ runtime is new enough (14.44.35211.0).",
        package="refuses",
        remedy=ANEW,
    ),
    "torch beside another's library": Case(
        "failed",
        "packages.dll-foreign",
        "A DLL lacks what another one asks of it: packages that were built for different versions of "
        "each other.",
        package="lacks",
        remedy=ANEW,
    ),
    "torch without memory": Case(
        "failed",
        "packages.paging-file",
        "Windows has run out of memory while it was loading a DLL: the paging file is too small.",
        package="no memory",
    ),
}
cases = pytest.mark.parametrize("name", CASES)


def is_as_expected(case, finding):
    assert (finding.status.value, finding.cause, str(finding.message)) == (
        case.status,
        case.cause,
        case.message,
    )
    commands = [" ".join(command) for r in finding.remedies[:1] for command in r.commands]
    assert [command[: len(case.remedy)] for command in commands] == [case.remedy] * bool(commands)
    assert bool(commands) == bool(case.remedy)


def answers(said):
    """A Python that says what was recorded, whatever the language of that Windows was."""

    def answer(command):
        which = "runtime" if "libraries.load_all" in command else "torch"
        return Completed(**said[which])

    return answer


@cases
def test_a_library_that_does_not_load_is_named_by_what_was_recorded(name):
    case = CASES[name]
    machine = FakeMachine(
        platform="windows",
        interpreter=WINDOWS_PYTHON,
        packages=installed(torch="2.13.0"),
        answers=answers(RECORDED[name]),
    )
    is_as_expected(case, case.check(machine))


@cases
def test_the_number_counts_and_not_the_words(name):
    if "torch" not in RECORDED[name]:
        pytest.skip("is about the runtime alone")
    case, said = CASES[name], dict(RECORDED[name])
    said["torch"] = {**said["torch"], "stderr": "OSError: [WinError] 加载时出错"}
    machine = FakeMachine(
        platform="windows",
        interpreter=WINDOWS_PYTHON,
        packages=installed(torch="2.13.0"),
        answers=answers(said),
    )
    assert case.check(machine).cause == case.cause


@contextlib.contextmanager
def made(case, folder):
    """The machine in that state, for real."""

    def content(what):
        if what is None:
            return None
        if what in ENDED:
            return ENDED[what]()
        return images.library(NEW)[:CUT] if what == "cut" else images.library(what)

    if case.package != ():
        states.package(folder, content(case.package))
    with states.runtime(folder, content(case.runtime)) as machine:
        yield machine


@in_wine
@cases
def test_a_library_that_really_does_not_load_is_named(name, tmp_path):
    case = CASES[name]
    with made(case, tmp_path) as machine:
        is_as_expected(case, case.check(machine))


@in_wine
@pytest.mark.parametrize(
    "content, number",
    [
        (lambda: images.library(NEW)[:CUT], 193),
        (ENDED["refuses"], 1114),
        (ENDED["lacks"], 127),
        (ENDED["no memory"], 1455),
    ],
    ids=["cut", "refuses", "lacks", "no memory"],
)
def test_an_import_error_has_no_number_and_gets_one(tmp_path, content, number):
    from setup_doctor.diagnosis import import_failure

    (tmp_path / "broken.pyd").write_bytes(content())
    with states.runtime(tmp_path, images.library(NEW)) as machine:
        answer = import_failure.ask(machine, "import broken; answer = True")
    assert "ImportError" in answer.error
    assert answer.winerror == number


def test_a_runtime_that_is_registered_counts_where_the_file_has_no_version():
    from setup_doctor.machine.registry import Key

    key = r"HKLM\SOFTWARE\Microsoft\VisualStudio\14.0\VC\Runtimes\x64"
    values = {"Installed": 1, "Major": 14, "Minor": 36, "Bld": 32532, "Version": "v14.36.32532.00"}
    machine = FakeMachine(
        platform="windows",
        interpreter=WINDOWS_PYTHON,
        keys={key: Key(values)},
        answers=answers(RECORDED["runtime of wine"]),
    )
    finding = find("windows.runtime")(machine)
    assert finding.cause == "windows.runtime-old"
    assert "is 14.36.32532;" in str(finding.message)


def test_arm_has_no_second_runtime_library():
    from dataclasses import replace

    asked = []

    def answer(command):
        asked.append(command)
        return Completed(**RECORDED["runtime new"]["runtime"])

    arm = replace(WINDOWS_PYTHON, tag="win-arm64")
    find("windows.runtime")(FakeMachine(platform="windows", interpreter=arm, answers=answer))
    assert "vcruntime140_1" not in asked[0]


@pytest.mark.parametrize(
    "numbers, cause, message",
    [
        ([126, None, 126], "", "torchcodec loads"),
        # Recorded: torchcodec 0.17 where there is no FFmpeg.
        (
            [126] * 6,
            "packages.torchcodec",
            "torchcodec finds no FFmpeg; diarizer decodes by itself",
        ),
        (
            [127, 126],
            "packages.torchcodec-mismatch",
            "torchcodec was built for another torch; diarizer decodes by itself",
        ),
    ],
    ids=["loads", "no FFmpeg", "another torch"],
)
def test_torchcodec_is_told_by_its_numbers(numbers, cause, message):
    libraries = [
        (f"C:\\d\\libtorchcodec_core{n}.dll", f"WinError {number}" if number else "")
        for n, number in enumerate(numbers, 4)
    ]
    said = Completed(0, f"setup-doctor:{json.dumps(libraries)}\n")
    machine = FakeMachine(
        platform="windows",
        interpreter=WINDOWS_PYTHON,
        packages=installed(torchcodec="0.17.0"),
        answers=lambda command: said,
    )
    finding = find("packages.torchcodec")(machine)
    assert finding.status.passes
    assert (finding.cause, str(finding.message)) == (cause, message)
