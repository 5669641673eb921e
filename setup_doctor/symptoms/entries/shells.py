"""Commands that the terminal does not find or does not understand."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

SHELLS = (
    symptom(
        "programs.wrong-kind",
        r"\[Errno 8\] Exec format error: b?'(?![^'\n]*ff(?:mpeg|probe)')(?P<program>[^'\n]+)'",
        "{program} is cut, or was made for another kind of machine.",
        by_hand(text("Fetch that program anew, for this system and this processor")),
        weight=Weight.SHARP,
        unless=r"Error loading|DLL load failed|site-packages",
        seen=(
            ("OSError: [Errno 8] Exec format error: '/usr/bin/llvm-config'", "numba/llvmlite#604"),
        ),
    ),
    symptom(
        "packages.conda-not-activated",
        r"Run 'conda init' before 'conda activate'|Your shell has not been properly configured to use 'conda activate'",
        "conda does not know this kind of terminal yet.",
        by_hand(text("Run `conda init powershell` (or cmd.exe, bash), and open a new window")),
        seen=(
            (
                "CondaError: Run 'conda init' before 'conda activate'",
                "https://docs.conda.io/projects/conda/en/latest/user-guide/troubleshooting.html",
            ),
        ),
    ),
    symptom(
        "python.no-pip",
        r"No module named pip\b|\[no such command: pip[\d.]*\]",
        "The command pip is not found here, or this Python has none.",
        by_hand(
            text(
                "Write `python -m pip` instead of pip; if that fails: python -m ensurepip --upgrade"
            )
        ),
        seen=(
            (
                "'pip' is not recognized as an internal or external command",
                "https://pip.pypa.io/en/stable/installation/",
            ),
            (
                "/usr/bin/python3: No module named pip",
                "https://pip.pypa.io/en/stable/installation/",
            ),
        ),
    ),
    symptom(
        "python.not-on-path",
        r"\[no such command: (?:python[\d.]*|py)\]",
        "The terminal finds no program of that name: Python is not installed, or was installed without its tick Add to PATH.",
        by_hand(text("Try its other names: py (Windows), python3 (Linux, macOS)")),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                "python : The term 'python' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                "bmaltais/kohya_ss#1102",
            ),
            (
                "'python3' is not recognized as an internal or external command,\noperable program or batch file.",
                "SevaSk/ecoute#106",
            ),
        ),
    ),
    symptom(
        "packages.git-wanted",
        r"Cannot find command 'git'|Git executable not found|\[no such command: git\]",
        "A package is to be fetched with git, which is not installed.",
        by_hand(
            text("Install git (winget install Git.Git, apt install git), and open a new window")
        ),
        seen=(
            (
                "ERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?",
                "https://pip.pypa.io/en/stable/topics/vcs-support/",
            ),
        ),
    ),
    symptom(
        "python.shell",
        r"File \"<(?:stdin|python-input-\d+)>\", line \d+ (?:python -m )?pip3? install [\s\S]{0,160}SyntaxError",
        "A command for the terminal was typed into Python.",
        by_hand(text("Leave Python with exit(), and type it there")),
        weight=Weight.SHARP,
        seen=(
            (
                '>>> pip install resemblyzer\n  File "<stdin>", line 1\n    pip install resemblyzer\n'
                "SyntaxError: invalid syntax",
                "https://packaging.python.org/tutorials/installing-packages/",
            ),
        ),
    ),
    symptom(
        "windows.shell-separator",
        r"The token '&&' is not a valid statement separator|Токен \"?&&\"? не является",
        "This PowerShell does not know &&, which other terminals do.",
        by_hand(text("Run the commands one after the other")),
        seen=(
            (
                "The token '&&' is not a valid statement separator in this version.",
                "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_pipeline_chain_operators",
            ),
        ),
    ),
)
