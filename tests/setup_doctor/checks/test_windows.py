"""Windows as its own checks see it: states by their facts, and the same states made for real."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from setup_doctor.checks import find
from setup_doctor.machine import Machine
from setup_doctor.machine.folder_abilities import FolderAbilities, Wait
from setup_doctor.machine.process import Completed
from setup_doctor.machine.registry import Key
from setup_doctor.windows_api.drives_and_code_pages import CodePages, Drive
from tests.setup_doctor.fakes import WINDOWS_PYTHON, FakeMachine
from tests.setup_doctor.windows.states import in_wine

SHELL = r"SOFTWARE\Microsoft\PowerShell\1\ShellIds\Microsoft.PowerShell"
POLICY = r"SOFTWARE\Policies\Microsoft\Windows\PowerShell"
INTERNET = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
PER_COMPUTER = {
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings": {
        "ProxySettingsPerUser": 0
    }
}
SESSION = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
APPLOCKER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Script"
# What the machine on which the tests run may have set, and no state means.
NEUTRAL = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "ONEDRIVE", "PSEXECUTIONPOLICYPREFERENCE")


@dataclass(frozen=True)
class State:
    """Facts of the registry and of the environment, and what is to be said of them."""

    check: str
    status: str
    cause: str
    message: str
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)
    remedy: str = ""


STATES = {
    "policy-not-set": State(
        "windows.execution-policy",
        "note",
        "windows.execution-policy",
        "Scripts start with -ExecutionPolicy Bypass only (Restricted); programs always",
    ),
    "policy-of-the-user": State(
        "windows.execution-policy",
        "ok",
        "",
        "Scripts run (RemoteSigned)",
        {rf"HKCU\{SHELL}": {"ExecutionPolicy": "RemoteSigned"}},
    ),
    "policy-of-the-computer": State(
        "windows.execution-policy",
        "ok",
        "",
        "Scripts run (Unrestricted)",
        {rf"HKLM\{SHELL}": {"ExecutionPolicy": "Unrestricted"}},
    ),
    "policy-of-the-user-before-the-computer": State(
        "windows.execution-policy",
        "note",
        "windows.execution-policy",
        "Scripts start with -ExecutionPolicy Bypass only (AllSigned); programs always",
        {
            rf"HKCU\{SHELL}": {"ExecutionPolicy": "AllSigned"},
            rf"HKLM\{SHELL}": {"ExecutionPolicy": "Bypass"},
        },
    ),
    "policy-of-this-window": State(
        "windows.execution-policy",
        "ok",
        "",
        "Scripts run (Bypass)",
        environ={"PSEXECUTIONPOLICYPREFERENCE": "Bypass"},
    ),
    "policy-of-the-company": State(
        "windows.execution-policy",
        "warning",
        "windows.scripts-forbidden",
        "The company's policy forbids scripts (MachinePolicy: AllSigned).",
        {
            rf"HKLM\{POLICY}": {"EnableScripts": 1, "ExecutionPolicy": "AllSigned"},
            rf"HKCU\{SHELL}": {"ExecutionPolicy": "Bypass"},
        },
        remedy="Install by hand: docs/WINDOWS_FIX.md has the commands, which are programs, not scripts",
    ),
    "scripts-switched-off-by-the-company": State(
        "windows.execution-policy",
        "warning",
        "windows.scripts-forbidden",
        "The company's policy forbids scripts (UserPolicy: Restricted).",
        {rf"HKCU\{POLICY}": {"EnableScripts": 0}},
        {"PSEXECUTIONPOLICYPREFERENCE": "Bypass"},
        "Install by hand: docs/WINDOWS_FIX.md has the commands, which are programs, not scripts",
    ),
    "language-free": State(
        "windows.language-mode",
        "ok",
        "",
        "PowerShell is not known to be held to a part of its language",
    ),
    "language-audited": State(
        "windows.language-mode",
        "ok",
        "",
        "PowerShell is not known to be held to a part of its language",
        {SESSION: {"__PSLockdownPolicy": "8"}},
    ),
    "language-constrained": State(
        "windows.language-mode",
        "warning",
        "windows.language-mode",
        "PowerShell is held to ConstrainedLanguage here; install.ps1 will not run.",
        {SESSION: {"__PSLockdownPolicy": "4"}},
        remedy="Install by hand: docs/WINDOWS_FIX.md has the commands, which are programs, not scripts",
    ),
    "language-constrained-in-this-window": State(
        "windows.language-mode",
        "warning",
        "windows.language-mode",
        "PowerShell is held to ConstrainedLanguage here; install.ps1 will not run.",
        environ={"__PSLOCKDOWNPOLICY": "4"},
        remedy="Install by hand: docs/WINDOWS_FIX.md has the commands, which are programs, not scripts",
    ),
    "applocker": State(
        "windows.language-mode",
        "warning",
        "windows.language-mode",
        "PowerShell is held to ConstrainedLanguage here; install.ps1 will not run.",
        {APPLOCKER: {"EnforcementMode": 1}},
        remedy="Install by hand: docs/WINDOWS_FIX.md has the commands, which are programs, not scripts",
    ),
    "no-proxy": State("windows.proxy", "ok", "", "No proxy is set"),
    "proxy-of-windows": State(
        "windows.proxy",
        "ok",
        "",
        "Proxy: ***@proxy.firma.example:3128",
        {
            **PER_COMPUTER,
            rf"HKLM\{INTERNET}": {
                "ProxyEnable": 1,
                "ProxyServer": "http=a:80;https=eva:geheim@proxy.firma.example:3128",
            },
        },
    ),
    "proxy-switched-off": State(
        "windows.proxy",
        "ok",
        "",
        "No proxy is set",
        {**PER_COMPUTER, rf"HKLM\{INTERNET}": {"ProxyEnable": 0, "ProxyServer": "old:80"}},
    ),
    "proxy-by-a-script": State(
        "windows.proxy",
        "warning",
        "windows.proxy-script",
        "Windows finds its proxy by a script (http://wpad.firma.example/proxy.pac), which Python "
        "cannot follow.",
        {rf"HKCU\{INTERNET}": {"AutoConfigURL": "http://wpad.firma.example/proxy.pac"}},
        remedy="setx HTTPS_PROXY http://HOST:PORT, then open a new window",
    ),
    "proxy-by-a-script-and-a-variable": State(
        "windows.proxy",
        "ok",
        "",
        "Proxy: http://***@proxy:3128",
        {rf"HKCU\{INTERNET}": {"AutoConfigURL": "http://wpad.firma.example/proxy.pac"}},
        {"HTTPS_PROXY": "http://eva:geheim@proxy:3128"},
    ),
    "proxy-differs": State(
        "windows.proxy",
        "warning",
        "windows.proxy-differs",
        "HTTPS_PROXY names another proxy (http://home:8080) than Windows (proxy:3128).",
        {**PER_COMPUTER, rf"HKLM\{INTERNET}": {"ProxyEnable": 1, "ProxyServer": "proxy:3128"}},
        {"HTTPS_PROXY": "http://home:8080"},
        "setx HTTPS_PROXY http://proxy:3128, then open a new window",
    ),
    "proxy-is-the-same": State(
        "windows.proxy",
        "ok",
        "",
        "Proxy: http://PROXY:3128",
        {**PER_COMPUTER, rf"HKLM\{INTERNET}": {"ProxyEnable": 1, "ProxyServer": "proxy:3128"}},
        {"HTTPS_PROXY": "http://PROXY:3128"},
    ),
}
states = pytest.mark.parametrize("state", STATES.values(), ids=STATES)


def windows(**facts):
    return FakeMachine(platform="windows", interpreter=WINDOWS_PYTHON, **facts)


def is_as_expected(state, finding):
    finding = finding.redacted()
    assert (finding.status.value, finding.cause) == (state.status, state.cause)
    assert str(finding.message) == state.message
    assert [str(remedy.title) for remedy in finding.remedies[:1]] == [state.remedy] * bool(
        state.remedy
    )
    assert "geheim" not in repr(finding)


@states
def test_a_state_is_named_by_its_facts(state):
    keys = {path: Key(values) for path, values in state.keys.items()}
    is_as_expected(state, find(state.check)(windows(keys=keys, environ=state.environ)))


@in_wine
@states
def test_a_state_of_the_registry_that_was_made_for_real_is_named(state):
    from tests.setup_doctor.windows.states import registered

    environ = {**os.environ, **dict.fromkeys(NEUTRAL, ""), **state.environ}
    with ExitStack() as stack:
        for path, values in state.keys.items():
            stack.enter_context(registered(path, **values))
        is_as_expected(state, find(state.check)(Machine(environ=environ)))


def test_none_of_it_is_looked_at_on_another_system():
    checks = [check for check in map(find, {state.check for state in STATES.values()}) if check]
    assert checks
    assert not any(check.applies(system) for check in checks for system in ("linux", "macos"))


# Paths

DEEP = Path("C:/Users/Евгений/" + "Документы/" * 6 + ".venv")


def deep(**facts):
    interpreter = replace(WINDOWS_PYTHON, prefix=DEEP)
    return FakeMachine(platform="windows", interpreter=interpreter, **facts)


def test_long_paths_that_work_are_all_right_however_long():
    assert find("windows.long-paths")(deep()).status.value == "ok"


def test_long_paths_that_fail_do_not_matter_to_a_short_one():
    finding = find("windows.long-paths")(windows(long_path_problem="WinError 206: слишком длинно"))
    assert (finding.status.value, finding.cause) == ("note", "windows.long-paths-off")


def test_long_paths_that_fail_stop_a_deep_environment():
    machine = deep(long_path_problem="WinError 3: Системе не удается найти указанный путь")
    finding = find("windows.long-paths")(machine)
    assert (finding.status.value, finding.cause) == ("warning", "windows.long-paths")
    assert "the environment's will have 272" in str(finding.message)
    assert "C:\\d" in str(finding.remedies[0].title)
    assert finding.remedies[1].commands[0][:2] == ("reg", "add")
    assert not finding.remedies[1].automatic


@pytest.mark.parametrize(
    "trial, status, cause",
    [
        (FolderAbilities(links=True), "ok", ""),
        (
            FolderAbilities(link_problem="WinError 1314: Клиент не обладает"),
            "note",
            "windows.links",
        ),
        (FolderAbilities(link_problem="No such file or directory"), "note", "windows.links"),
        (FolderAbilities(problem="WinError 5: Отказано в доступе"), "warning", "models.cache"),
    ],
    ids=["made", "no privilege", "leads nowhere", "not writable"],
)
def test_a_link_is_what_it_leads_to(trial, status, cause):
    finding = find("windows.links")(
        windows(environ={"HF_HOME": "C:/hf"}, trials={Path("C:/hf"): trial})
    )
    assert (finding.status.value, finding.cause) == (status, cause)


# Folders and drives

CYRILLIC = {"TEMP": "C:/Users/Евгений/Temp", "HF_HOME": "C:/hf", "PIP_CACHE_DIR": "C:/pip"}


@pytest.mark.parametrize(
    "page, cause", [(1251, ""), (1252, "windows.foreign-letters"), (65001, "")]
)
def test_letters_matter_where_the_code_page_lacks_them(page, cause):
    machine = windows(environ=CYRILLIC, pages=CodePages(page, 866, 866))
    finding = find("windows.user-folder")(machine)
    assert finding.cause == cause
    assert finding.status.passes
    if cause:
        assert "TEMP" in str(finding.message)
        assert any("Евгений" in str(evidence.seen) for evidence in finding.evidence)


def test_a_folder_that_refuses_is_named_with_another_one():
    trials = {Path(CYRILLIC["TEMP"]): FolderAbilities(problem="WinError 5: Отказано в доступе")}
    finding = find("windows.user-folder")(windows(environ=CYRILLIC, trials=trials))
    assert (finding.status.value, finding.cause) == ("warning", "windows.folder")
    assert str(finding.remedies[0].title).startswith("setx TEMP C:\\d\\tmp")


@pytest.mark.parametrize(
    "drive, status, cause",
    [
        (Drive("D:\\", "fixed", "NTFS"), "ok", ""),
        (Drive("D:\\", "fixed", "ReFS"), "ok", ""),
        (Drive("Q:\\", "missing"), "failed", "windows.drive-missing"),
        (Drive("\\\\server\\home\\", "network", "NTFS"), "warning", "windows.drive-unfit"),
        (Drive("E:\\", "removable", "exFAT"), "warning", "windows.drive-unfit"),
        (Drive("D:\\", "fixed", "FAT32"), "warning", "windows.drive-unfit"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.kind} {value.filesystem}",
)
def test_each_drive_is_looked_at(drive, status, cause):
    machine = windows(environ={**CYRILLIC, "HF_HOME": "D:/hf"}, drives={"D:": drive})
    finding = find("windows.drives")(machine)
    assert (finding.status.value, finding.cause) == (status, cause)
    if cause:
        assert str(finding.message).startswith("HF_HOME lies on")
        assert "setx HF_HOME" in str(finding.remedies[0].title)


def test_a_project_below_onedrive_is_told_to_move():
    finding = find("windows.onedrive")(windows(environ={"ONEDRIVE": "C:\\Users\\Евгений"}))
    assert (finding.status.value, finding.cause) == ("warning", "windows.onedrive")
    assert str(finding.message).startswith("environment lies in a folder")
    assert str(finding.remedies[0].title).startswith("Move the project to C:\\d")


def test_a_folder_of_an_account_of_onedrive_counts_where_the_variable_is_not_set_yet():
    accounts = "HKCU\\Software\\Microsoft\\OneDrive\\Accounts"
    folder = {"UserFolder": "C:\\Users\\Евгений\\OneDrive - ВУЗ"}
    keys = {accounts: Key({}, ("Business1",)), f"{accounts}\\Business1": Key(folder)}
    below = {**CYRILLIC, "HF_HOME": "C:\\Users\\Евгений\\OneDrive - ВУЗ\\hf"}
    finding = find("windows.onedrive")(windows(environ=below, keys=keys))
    assert (finding.status.value, finding.cause) == ("warning", "windows.onedrive")
    assert str(finding.message).startswith("HF_HOME")
    assert finding.evidence[0].looked_at == f"{accounts}\\Business1: UserFolder"


def test_a_folder_that_onedrive_has_marked_counts_without_a_variable():
    machine = windows(environ=CYRILLIC, marked={Path("C:/hf"): ("pinned",)})
    finding = find("windows.onedrive")(machine)
    assert finding.cause == "windows.onedrive"
    assert str(finding.message).startswith("HF_HOME")


def test_a_folder_beside_onedrive_is_none_of_its():
    finding = find("windows.onedrive")(windows(environ={"ONEDRIVE": "C:\\Users\\Евгений\\One"}))
    assert finding.status.value == "ok"


@pytest.mark.parametrize(
    "wait, status, cause",
    [
        (Wait(1, 0.01), "ok", ""),
        (Wait(3, 0.4), "note", "windows.scanner"),
        (Wait(10, 4.6, "WinError 32: занят другим процессом"), "failed", "windows.file-held"),
        (Wait(0, 0.0, "WinError 3: no such path"), "unknown", "windows.new-files-unknown"),
    ],
)
def test_a_scanner_is_known_by_the_tries_that_a_new_file_takes(wait, status, cause):
    machine = windows(environ=CYRILLIC, waits={WINDOWS_PYTHON.prefix: wait})
    finding = find("windows.new-files")(machine)
    assert (finding.status.value, finding.cause) == (status, cause)
    if cause == "windows.file-held":
        assert "after 10 tries" in str(finding.message)
        assert str(WINDOWS_PYTHON.prefix) in str(finding.message)


def answering(value):
    said = Completed(0, f"setup-doctor:{json.dumps(value)}\n")
    return windows(environ=CYRILLIC, answers=lambda command: said)


WORKS = {"write and read": "", "load a model": "", "decode a recording": ""}


@pytest.mark.parametrize(
    "step, status, cause",
    [
        ({}, "ok", ""),
        ({"load a model": "not tried, torch is not installed"}, "ok", ""),
        # What pytorch#75171 and others say of a file that is there.
        (
            {"load a model": "RuntimeError: open file failed because of errno 2 on fopen"},
            "failed",
            "windows.user-folder",
        ),
        (
            {"decode a recording": "LibsndfileError: System error."},
            "failed",
            "windows.user-folder",
        ),
    ],
    ids=["all", "as far as installed", "a model", "a recording"],
)
def test_what_native_libraries_make_of_a_folder_is_what_counts(step, status, cause):
    machine = answering({"TEMP": {**WORKS, **step}, "HF_HOME": WORKS})
    finding = find("windows.user-folder-answers")(machine)
    assert (finding.status.value, finding.cause) == (status, cause)
    if cause:
        assert str(finding.message).startswith("TEMP cannot be used by native libraries: ")
        assert str(finding.remedies[0].title).startswith("setx TEMP C:\\d\\tmp")


def test_folders_that_could_not_be_tried_are_not_called_broken():
    machine = windows(environ=CYRILLIC, answers=lambda command: Completed(1, "", "Killed"))
    finding = find("windows.user-folder-answers")(machine)
    assert (finding.status.value, finding.cause) == ("unknown", "windows.folder-unknown")


@pytest.mark.parametrize(
    "said, status, cause, message",
    [
        # Recorded under a Russian and under an English Windows.
        (
            '["cp1251", "\'\\\\u0415\'"]',
            "ok",
            "",
            "Pipes speak cp1251, which has Cyrillic letters",
        ),
        (
            '["cp1252", "\'?\'"]',
            "note",
            "windows.code-page",
            "Pipes speak cp1252, which has no Cyrillic letters",
        ),
        ("", "unknown", "windows.code-page-unknown", "The code page could not be tried."),
    ],
    ids=["Russian", "English", "silent"],
)
def test_pipes_are_asked_what_becomes_of_a_russian_letter(said, status, cause, message):
    finding = find("windows.code-page")(windows(answers=lambda command: Completed(0, said)))
    assert (finding.status.value, finding.cause, str(finding.message)) == (status, cause, message)
