"""From the wall to the compiler and the restart, by the doctor's own command.

Under wine's Windows alone: the Visual Studio Installer is a stand-in that does, or does not do,
what it is asked for, and ends with one of the real one's codes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.setup_doctor.states.case import BIN, FOLDER, INSTALLER, Case
from tests.setup_doctor.states.making import laid_down, launcher, made
from tests.setup_doctor.windows.states import in_wine

pytestmark = [in_wine, pytest.mark.slow]
SETUP = """
import json, sys
from pathlib import Path
beside = Path(sys.argv[0]).parent
said = sys.argv[1:]
(beside / "asked.json").write_text(json.dumps(said), encoding="utf-8")
state = beside / "vswhere-stand-in.json"
listed = json.loads(state.read_text(encoding="utf-8"))
if {works}:
    (instance,) = listed["instances"]
    instance["packages"] += ["Microsoft.VisualStudio.Component.VC.Tools.x86.x64"]
    instance["packages"] += ["Microsoft.VisualStudio.Component.Windows11SDK.26100"]
    instance["isRebootRequired"] = {reboot}
    state.write_text(json.dumps(listed), encoding="utf-8")
sys.exit({code})
"""


WINGET = """
import json, shutil, sys
from pathlib import Path
beside = Path(sys.argv[0]).parent
(beside / "asked.json").write_text(json.dumps(sys.argv[1:]), encoding="utf-8")
shutil.copy(beside / "installed.json", {state!r})
"""


def fix(tmp_path, *, code, works=True, reboot=False):
    """`fix` where Build Tools stand without the workload; what was asked for, and how it ended."""
    case = Case.read(FOLDER / "compiler" / "no-workload.json")
    program = launcher(SETUP.format(works=works, reboot=reboot, code=code))
    kit = Case.read(FOLDER / "compiler" / "ok-2022.json")
    files = dict.fromkeys((path for path in kit.files if "Python312" not in path), "")
    files[str(Path(sysconfig.get_path("include"), "Python.h"))] = ""
    with made(case), laid_down(files), laid_down({INSTALLER + "\\setup.exe": program}):
        done = _fixed(tmp_path)
        asked = Path(INSTALLER, "asked.json")
        said = json.loads(asked.read_text(encoding="utf-8"))
        asked.unlink()
    return done, said


def _fixed(folder):
    path = os.pathsep.join((BIN, os.environ["PATH"]))
    return subprocess.run(
        [sys.executable, "-m", "setup_doctor", "fix", "--only", "compiler.msvc", "--yes"],
        env={**os.environ, "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=200,
        cwd=folder,
    )


def test_winget_is_asked_for_build_tools_with_their_workload_where_nothing_stands(tmp_path):
    state = INSTALLER + "\\vswhere-stand-in.json"
    after = Case.read(FOLDER / "compiler" / "ok-2022.json")
    files = dict.fromkeys((path for path in after.files if "Python312" not in path), "")
    files[str(Path(sysconfig.get_path("include"), "Python.h"))] = ""
    files[BIN + "\\installed.json"] = json.dumps(after.vswhere)
    program = {BIN + "\\winget.exe": launcher(WINGET.format(state=state))}
    with made(Case.read(FOLDER / "compiler" / "no-instance.json")), laid_down({**files, **program}):
        done = _fixed(tmp_path)
        asked = json.loads(Path(BIN, "asked.json").read_text(encoding="utf-8"))
    assert asked[:5] == ["install", "--id", "Microsoft.VisualStudio.BuildTools", "-e", "--override"]
    assert asked[5:] == [
        "--passive --wait --norestart --add Microsoft.VisualStudio.Workload.VCTools "
        "--includeRecommended"
    ]
    assert "Visual Studio Build Tools 2022 (not needed" in done.stdout


def test_the_workload_is_added_to_what_stands_there_and_the_second_look_finds_it(tmp_path):
    done, asked = fix(tmp_path, code=0)
    assert asked == [
        "modify",
        "--installPath",
        "C:\\Program Files\\Microsoft Visual Studio\\2022\\BuildTools",
        "--add",
        "Microsoft.VisualStudio.Workload.VCTools",
        "--includeRecommended",
        "--passive",
        "--norestart",
    ]
    assert "Visual Studio Build Tools 2022 (not needed" in done.stdout
    assert done.returncode != 4


def test_a_restart_that_is_asked_for_is_exit_code_4(tmp_path):
    done, _ = fix(tmp_path, code=3010, reboot=True)
    assert "it works once the computer has been restarted" in done.stderr
    assert "waits for a restart" in done.stdout
    assert "Restart the computer" in done.stderr
    assert done.returncode == 4


@pytest.mark.parametrize(
    "code, words",
    [
        (1602, "It was cancelled."),
        (-1073720687, "no connection to Microsoft's servers"),
    ],
)
def test_a_failure_is_told_in_words_and_looked_at_again(tmp_path, code, words):
    done, _ = fix(tmp_path, code=code, works=False)
    assert words in done.stderr
    assert "without its workload" in done.stdout
    assert done.returncode != 4


def test_an_unknown_code_behind_a_compiler_that_works_is_no_failure(tmp_path):
    done, _ = fix(tmp_path, code=77)
    assert "Visual Studio Build Tools 2022 (not needed" in done.stdout
