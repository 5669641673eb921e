"""Whether PowerShell runs scripts, read off where it reads it itself: it need not be started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import label, text
from setup_doctor.model import check
from setup_doctor.model.findings import note, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy

# Windows runs scripts that stand on this computer under these; scoop and cargo-dist agree.
_ALLOWING = {"unrestricted", "remotesigned", "bypass"}
_DEFAULT = "Restricted"
_POLICY = "SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell"
_SHELL = "SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell"
_ENVIRONMENT = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment"
_APPLOCKER = "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\SrpV2\\Script"
_ENFORCED = 0x4  # WLDP_LOCKDOWN_UMCIENFORCE_FLAG


@check(platforms=("windows",))
def execution_policy(machine: Machine) -> Finding:
    r"""PowerShell runs scripts that lie on this computer.

    Looks at: the execution policy of each scope, in the order in which PowerShell asks them: the
    company's for the computer and for the user, this window's, the user's, the computer's.
    Why: install.ps1 and the environment's Activate.ps1 are scripts. The doctor itself is a program
    and needs none.
    Usual causes: Windows as it is delivered: nothing set means Restricted.
    Fix: `powershell -ExecutionPolicy Bypass -File .\install.ps1`; or for your user, once:
    `Set-ExecutionPolicy RemoteSigned -Scope CurrentUser`. A company's policy cannot be overruled.
    """
    scopes = _scopes(machine)
    trail = [(name, value or "not set") for name, value in scopes.items()]
    scope = next((name for name, value in scopes.items() if value), "")
    value = scopes.get(scope) or _DEFAULT
    if value.lower() in _ALLOWING:
        return ok(text("Scripts run ({value})", value=value), trail)
    if scope.endswith("Policy"):
        message = text(
            "The company's policy forbids scripts ({scope}: {value}).", scope=scope, value=value
        )
        return warning("windows.scripts-forbidden", message, trail, _by_programs())
    message = text(
        "Scripts start with -ExecutionPolicy Bypass only ({value}); programs always", value=value
    )
    return note("windows.execution-policy", message, trail)


def _scopes(machine: Machine) -> dict[str, str]:
    """Each scope with its policy, empty where none is set; the first one that is set counts."""
    return {
        "MachinePolicy": _of_the_company(machine, "HKLM"),
        "UserPolicy": _of_the_company(machine, "HKCU"),
        "Process": machine.environ.get("PSEXECUTIONPOLICYPREFERENCE", ""),
        "CurrentUser": _value(machine, f"HKCU\\{_SHELL}", "ExecutionPolicy"),
        "LocalMachine": _value(machine, f"HKLM\\{_SHELL}", "ExecutionPolicy"),
    }


def _of_the_company(machine: Machine, hive: str) -> str:
    if _value(machine, f"{hive}\\{_POLICY}", "EnableScripts") == "0":
        return "Restricted"
    return _value(machine, f"{hive}\\{_POLICY}", "ExecutionPolicy")


def _value(machine: Machine, path: str, name: str) -> str:
    key = machine.registry(path)
    return key.text(name) if key else ""


def _by_programs() -> Remedy:
    title = label(
        "Install by hand: docs/WINDOWS_FIX.md has the commands, which are programs, not scripts"
    )
    return common_remedies.by_hand(text(title))


@check(platforms=("windows",))
def language_mode(machine: Machine) -> Finding:
    """PowerShell may speak its whole language.

    Looks at: __PSLockdownPolicy, in this window and for the computer; AppLocker's rules for scripts.
    Why: in ConstrainedLanguage install.ps1 may do next to nothing: it says so, and names the commands
    that do the same.
    Usual causes: a company's computer under AppLocker or App Control.
    Fix: go by hand: the commands are programs, not scripts.
    """
    name = "__PSLockdownPolicy"
    here = machine.environ.get(name.upper(), "")
    everywhere = _value(machine, _ENVIRONMENT, name)
    applocker = _value(machine, _APPLOCKER, "EnforcementMode")
    trail = [
        (name, here or "not set"),
        (f"{_ENVIRONMENT}: {name}", everywhere or "not set"),
        (f"{_APPLOCKER}: EnforcementMode", applocker or "not set"),
    ]
    if applocker == "1" or any(map(_enforces, (here, everywhere))):
        message = text("PowerShell is held to ConstrainedLanguage here; install.ps1 will not run.")
        return warning("windows.language-mode", message, trail, _by_programs())
    return ok(text("PowerShell is not known to be held to a part of its language"), trail)


def _enforces(value: str) -> bool:
    return value.isdecimal() and bool(int(value) & _ENFORCED)
