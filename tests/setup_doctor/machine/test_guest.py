"""What another Python runs for the doctor: what it borrows, and what stays its own."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

from setup_doctor.machine import guest
from setup_doctor.machine.visit import GUEST, lent

ROOT = Path(guest.__file__).parents[2]
BARE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def borrowed(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    # Without site-packages: what is not lent is not there.
    command = [sys.executable, "-S", "-B", GUEST, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, env=BARE)


def test_any_python_3_can_read_it():
    source = Path(GUEST).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    assert "print(" not in source  # and so can Python 2


def test_the_doctor_s_two_packages_are_lent_and_nothing_else(tmp_path):
    code = (
        "import json, sys, importlib.util as u, diarizer, setup_doctor.windows_api.libraries\n"
        "names = [n for n in ('typer', 'rich', 'numpy') if u.find_spec(n)]\n"
        "print(json.dumps([diarizer.__file__, names, sys.argv, sys.path[0]]))"
    )
    done = borrowed("-c", code, "a b", cwd=tmp_path)
    where, others, argv, first = json.loads(done.stdout)
    assert Path(where) == ROOT / "diarizer" / "__init__.py"
    assert (others, argv, first) == ([], ["-c", "a b"], "")


def test_a_module_of_the_doctor_s_runs_as_the_main_one(tmp_path):
    done = borrowed("-m", "setup_doctor.install.stand_in_wheels", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in tmp_path.iterdir()} == {".whl"}


def test_how_it_ends_is_how_the_code_ends(tmp_path):
    assert borrowed("-c", "raise SystemExit(7)", cwd=tmp_path).returncode == 7
    failed = borrowed("-c", "import no_such_module_anywhere", cwd=tmp_path)
    assert failed.returncode == 1
    last = "ModuleNotFoundError: No module named 'no_such_module_anywhere'"
    assert failed.stderr.splitlines()[-1] == last


def test_only_what_needs_the_doctor_borrows_it():
    assert lent(("-m", "pip", "list")) == ("-m", "pip", "list")
    assert lent(("-I", "script.py")) == ("-I", "script.py")
    assert lent(("-m", "diarizer.probes.smoke", "x")) == (GUEST, "-m", "diarizer.probes.smoke", "x")
    assert lent(("-c", "answer = 1")) == (GUEST, "-c", "answer = 1")
