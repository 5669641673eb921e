"""`packages.plug-ins`: real plug-ins, laid down as pip would, and tried in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from setup_doctor.checks import find
from setup_doctor.machine import Machine
from setup_doctor.model import Status
from tests import plug_ins

CHECK = find("packages.plug-ins")


@pytest.fixture
def machine(tmp_path):
    """This machine, with what is laid down in a folder on its path."""
    inherited = os.environ.get("PYTHONPATH", "")
    root = str(plug_ins.ROOT)
    path = os.pathsep.join(filter(None, (str(tmp_path), root, inherited)))
    return replace(Machine(), environ={**os.environ, "PYTHONPATH": path})


def test_without_plug_ins_all_is_well(machine):
    finding = CHECK(machine)
    assert finding.status is Status.OK
    assert str(finding.message) == "No plug-ins of other distributions"


def test_one_that_answers_is_named(machine, tmp_path):
    code = plug_ins.BACKEND.format(name="steady")
    points = "[diarizer.backends]\nsteady = steady_backend\n"
    plug_ins.lay_down(tmp_path, "steady", points, {"steady_backend": code})
    finding = CHECK(machine)
    assert str(finding.message) == "1 plug-in answers"
    assert [(each.looked_at, str(each.seen)) for each in finding.evidence][1:] == [
        ("diarizer.backends: steady (steady 1.0)", "answers")
    ]


def test_each_that_is_broken_is_named_with_its_distribution_the_error_and_the_way_out(
    machine, tmp_path
):
    points = "[diarizer.backends]\ngone = nowhere\n[diarizer.formats]\ndead = deadly\n"
    # What takes the whole process along, as a native library can.
    plug_ins.lay_down(tmp_path, "two-wrongs", points, {"deadly": "import os; os._exit(77)"})
    finding = CHECK(machine)
    assert (finding.status, finding.cause) == (Status.WARNING, "packages.plug-in")
    assert str(finding.message) == (
        "Left out: backend 'gone' of two-wrongs 1.0: ModuleNotFoundError: No module named 'nowhere'. "
        "Left out: format 'dead' of two-wrongs 1.0: the process died with code 77."
    )
    (way_out,) = finding.remedies
    assert str(way_out.title).startswith("Install a newer two-wrongs, or remove it: ")
    assert str(way_out.title).endswith(" -m pip uninstall two-wrongs")
    assert not way_out.automatic


def test_a_name_that_is_ours_already_is_told_with_the_distribution_that_lost(machine, tmp_path):
    points = "[diarizer.formats]\nrttm = nowhere\n[setup_doctor.checks]\npython = nowhere\n"
    plug_ins.lay_down(tmp_path, "late", points, {})
    finding = CHECK(machine)
    assert finding.cause == "packages.plug-in-name"
    assert str(finding.message) == (
        "Left out: checks 'python' of late 1.0: 'python' is a name of setup-doctor. "
        "Left out: format 'rttm' of late 1.0: 'rttm' is a name of setup-doctor."
    )


def test_checks_that_are_broken_are_a_finding_and_the_others_are_run(machine, tmp_path):
    points = "[setup_doctor.checks]\nacme = acme_checks\n"
    plug_ins.lay_down(tmp_path, "acme", points, {"acme_checks": "raise SystemExit('no licence')"})
    done = subprocess.run(
        [sys.executable, "-m", "setup_doctor", "check", "--json", "--only", "packages.plug-ins"],
        env=machine.environ,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    (result,) = json.loads(done.stdout)["results"]
    assert result["message"] == "Left out: checks 'acme' of acme 1.0: SystemExit: no licence."
