"""Pythons that do not start, or complain whenever they do: a variable, their own library, a file of their site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.symptom import Weight, symptom

if TYPE_CHECKING:
    from setup_doctor.model import Remedy


def _unset(*names: str) -> Remedy:
    """Take variables of Python's away from one window."""
    return by_hand(
        text(
            "Unset {names} and try again: Remove-Item {powershell} in PowerShell, {cmd} in cmd, unset {shell} elsewhere. "
            "If it comes back in a new window, take it out of the settings of Windows or of the shell, too",
            names=", ".join(names),
            powershell=", ".join(f"Env:{name}" for name in names),
            cmd=" & ".join(f'set "{name}="' for name in names),
            shell=" ".join(names),
        )
    )


_START = "https://docs.python.org/3/using/cmdline.html"

STARTING = (
    symptom(
        "python.own-library",
        r"No module named '?encodings'?\s*$|Failed to import encodings module|codec of the filesystem encoding",
        "This Python does not find its own library, so it does not start: PYTHONHOME or PYTHONPATH leads it elsewhere, or "
        "the Python behind an environment was moved, removed or not unpacked as a whole. No package brings it.",
        _unset("PYTHONHOME", "PYTHONPATH"),
        by_hand(
            text(
                "If neither is set: make the environment anew, with a Python that starts: python3 -m venv --clear .venv"
            )
        ),
        weight=Weight.SHARP,
        looks=("python.environment",),
        seen=(
            (
                "Fatal Python error: init_fs_encoding: failed to get the Python codec of the filesystem encoding\n"
                "Python runtime state: core initialized\nModuleNotFoundError: No module named 'encodings'",
                "https://docs.python.org/3/using/cmdline.html#envvar-PYTHONHOME",
            ),
        ),
    ),
    symptom(
        "python.own-library",
        r"Could not find platform (?:in)?dependent libraries",
        "This Python did not find its library where it looked first. If it starts all the same, this explains nothing; if it "
        "does not, PYTHONHOME or PYTHONPATH leads it elsewhere.",
        _unset("PYTHONHOME", "PYTHONPATH"),
        weight=Weight.VAGUE,
        looks=("python.environment",),
        seen=(("Could not find platform independent libraries <prefix>", _START),),
    ),
    symptom(
        "python.own-library",
        r"SRE module mismatch|version mismatch: this is the '\w+' module",
        "This Python reads the library of another one, as PYTHONPATH or PYTHONHOME leads there.",
        _unset("PYTHONHOME", "PYTHONPATH"),
        weight=Weight.SHARP,
        looks=("python.site-packages",),
        seen=(
            (
                'assert _sre.MAGIC == MAGIC, "SRE module mismatch"\nAssertionError: SRE module mismatch',
                "https://docs.python.org/3/using/cmdline.html#envvar-PYTHONPATH",
            ),
        ),
    ),
    symptom(
        "python.variable",
        r"Fatal Python error: \w+: (?:invalid )?(?P<name>PYTHON[A-Z\d_]+)\b",
        "{name} holds something that Python cannot read, so it does not start.",
        by_hand(
            text(
                'Unset {name} and try again: Remove-Item Env:{name} in PowerShell, set "{name}=" in cmd, unset {name} '
                "elsewhere. If it comes back in a new window, take it out of the settings of Windows or of the shell, too",
                name="...",
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                'Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range '
                "[0; 4294967295]",
                _START,
            ),
            (
                "Fatal Python error: preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value",
                _START,
            ),
            (
                "Fatal Python error: preconfig_init_allocator: PYTHONMALLOC: unknown allocator",
                _START,
            ),
        ),
    ),
    symptom(
        "python.variable",
        r"codec name of the stdio encoding(?:\n[^\n]*)*?\nLookupError: unknown encoding|codec name of the stdio encoding",
        "PYTHONIOENCODING names an encoding that Python does not have, so it does not start.",
        _unset("PYTHONIOENCODING"),
        weight=Weight.SHARP,
        seen=(
            (
                "Fatal Python error: init_stdio_encoding: failed to get the Python codec name of the stdio encoding\n"
                "Python runtime state: core initialized\nLookupError: unknown encoding: foo",
                _START,
            ),
        ),
    ),
    symptom(
        "python.start-files",
        r"Failed to import the site module(?:\n[^\n]+)*|Error processing line \d+ of [^\n]+\.pth:(?:\n[^\n]*)*?Remainder of file ignored"
        r"|Error in (?:site|user)customize;[^\n]*(?:\n\w+: [^\n]+)?",
        "A sitecustomize, a usercustomize or a .pth file fails, which Python reads whenever it starts; the last file that is "
        "named is it. A package that was half removed leaves one.",
        by_hand(
            text(
                "Take that file away, or install the package anew that it belongs to. If none is named: python -S -c "
                '"import site; site.main()" shows it'
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Error processing line 1 of /x/lib/python3.11/site-packages/distutils-precedence.pth:\n\n"
                '  Traceback (most recent call last):\n    File "<frozen site>", line 186, in addpackage\n'
                "  ModuleNotFoundError: No module named '_distutils_hack'\n\nRemainder of file ignored",
                "https://docs.python.org/3/library/site.html",
            ),
            (
                "Fatal Python error: init_import_site: Failed to import the site module\n"
                "Python runtime state: initialized\nSystemExit: 3",
                "https://docs.python.org/3/library/site.html",
            ),
        ),
    ),
)
