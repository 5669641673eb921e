"""Settings of pip with which an installation ends well and brings nothing here."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from setup_doctor.commands import install
from setup_doctor.machine import Machine
from setup_doctor.machine.pip_settings import blamed, misleading, unreadable, without_index

NAME = {"windows": "pip.ini"}.get(Machine().platform, "pip.conf")


@pytest.fixture
def machine(tmp_path):
    """This one, in an environment without settings."""
    here = Machine()
    inside = replace(here.interpreter, prefix=tmp_path / "venv")
    (tmp_path / "venv").mkdir()
    environ = {"PATH": "", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    return replace(here, environ=environ, home=tmp_path, interpreter=inside)


def having(machine, **variables):
    return replace(machine, environ={**machine.environ, **variables})


@pytest.mark.parametrize(
    "name", ["PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PIP_DRY_RUN", "PIP_NO_DEPS"]
)
def test_a_variable_that_leads_packages_elsewhere_is_named_and_nothing_is_installed(machine, name):
    there = having(machine, **{name: "1"})
    assert misleading(there).name == name
    refused = str(install.refusal(there, "resemblyzer"))
    assert f"{name}=1" in refused
    assert f"Next: Unset {name}" in refused
    assert refused.endswith(
        f"Remove-Item Env:{name}" if there.platform == "windows" else f"unset {name}"
    )


def test_a_variable_that_is_off_or_empty_is_none(machine):
    assert misleading(having(machine, PIP_DRY_RUN="0", PIP_TARGET="", PIP_USER="no")) is None


def test_a_file_of_settings_is_read_as_pip_reads_it(machine):
    file = machine.interpreter.prefix / NAME
    file.write_text("[install]\nno_deps = true\n[global]\ntarget = /srv/a\n", encoding="utf-8")
    assert (misleading(machine).name, misleading(machine).place) == ("global.target", file)
    assert "Take the line target out of" in str(install.refusal(machine, "resemblyzer"))


def test_a_broken_file_or_one_for_another_command_leads_nowhere(machine):
    file = machine.interpreter.prefix / NAME
    for said in ("[global\ntarget = x\n", "[download]\ntarget = x\n", "[list]\nuser = true\n"):
        file.write_text(said, encoding="utf-8")
        assert misleading(machine) is None


def test_what_counts_more_takes_a_setting_back(machine):
    file = machine.interpreter.prefix / NAME
    file.write_text("[global]\nuser = true\n", encoding="utf-8")
    assert misleading(machine).name == "global.user"
    assert misleading(having(machine, PIP_USER="0")) is None
    file.write_text("[global]\nuser = true\n[install]\nuser = no\n", encoding="utf-8")
    assert misleading(machine) is None
    file.write_text("[global]\nuser = true\n", encoding="utf-8")
    named = machine.home / "named.ini"
    named.write_text("[global]\nuser = false\n", encoding="utf-8")
    assert misleading(having(machine, PIP_CONFIG_FILE=str(named))) is None


def test_a_file_that_is_named_stands_for_those_of_the_user(machine):
    windows = machine.platform == "windows"
    file = machine.home / ("pip" if windows else ".pip") / NAME
    file.parent.mkdir()
    file.write_text("[global]\ntarget = a\n", encoding="utf-8")
    assert misleading(machine).place == file
    named = machine.home / "named.ini"
    assert misleading(having(machine, PIP_CONFIG_FILE=str(named))).place == file
    named.write_text("[global]\ntimeout = 9\n", encoding="utf-8")
    assert misleading(having(machine, PIP_CONFIG_FILE=str(named))) is None


def test_the_users_own_packages_may_be_wanted_outside_an_environment(machine):
    there = having(machine, PIP_USER="1")
    assert misleading(there).name == "PIP_USER"
    system = replace(there.interpreter, prefix=there.interpreter.base_prefix)
    assert misleading(replace(there, interpreter=system)) is None


def test_that_no_index_is_asked_is_told_apart(machine):
    there = having(machine, PIP_NO_INDEX="1")
    assert (misleading(there), without_index(there).name) == (None, "PIP_NO_INDEX")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf[global]\ntimeout = 20\n",
        b"[global]\ntimeout = 20\n[global]\ntimeout = 3\n",
        b"timeout = 20\n",
        "[install]\nfind-links = C:\\Евгений\n".encode("cp1251"),
    ],
)
def test_a_file_of_settings_over_which_pip_does_not_start_is_named(machine, content):
    file = machine.interpreter.prefix / NAME
    assert unreadable(machine) is None
    file.write_bytes(b"[global]\ntimeout = 20\n")
    assert unreadable(machine) is None
    file.write_bytes(content)
    assert unreadable(machine) == file
    assert f"cannot read its settings in {file}. Next: Correct" in str(
        install.refusal(machine, "resemblyzer")
    )


@pytest.mark.parametrize(
    "name, value, said",
    [
        (
            "PIP_VERBOSE",
            "loud",
            "loud is not a valid value for verbose option, please instead specify",
        ),
        ("PIP_NO_CACHE_DIR", "maybe", "--no-cache-dir error: invalid truth value 'maybe'"),
        ("PIP_TIMEOUT", "abc", "An error occurred during configuration: option timeout: invalid"),
        ("PIP_CONSTRAINT", "/gone", "ERROR: Could not open requirements file: [Errno 2] '/gone'"),
        ("PIP_NO_INDEX", "1", "ERROR: Could not find a version (from versions: none)"),
        ("PIP_CONSTRAINT", "c.txt", "    The user requested (constraint) numpy<2,==2.4.6\n"),
        (
            "PIP_CONSTRAINT",
            "c.txt",
            "The user requested (constraint) numpy==2.4.6\nThe user requested (constraint) numpy<2",
        ),
    ],
)
def test_the_setting_that_words_of_pip_lead_back_to_is_named(machine, name, value, said):
    # Without the files of this machine's own.
    bare = having(machine, PIP_CONFIG_FILE=os.devnull)
    assert blamed(having(bare, **{name: value}), said).name == name
    assert blamed(bare, said) is None


def test_a_list_of_versions_that_allows_what_was_asked_for_is_not_blamed(machine):
    there = having(machine, PIP_CONSTRAINT="c.txt")
    assert blamed(there, "    The user requested (constraint) numpy<3,==2.4.6\n") is None
