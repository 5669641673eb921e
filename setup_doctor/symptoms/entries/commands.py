"""Commands that a terminal does not find: whose they are, and what to type in their place."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_CMD = "https://learn.microsoft.com/windows-server/administration/windows-commands/windows-commands"
_PRECEDENCE = "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_command_precedence"
# These are found in no terminal of Windows, and said by none of Linux.
_ON_LINUX = r"command not found|\bsh: (?:\d+: )?[\w.+-]+: not found"

COMMANDS = (
    symptom(
        "windows.other-terminal",
        r"\[no such command: (?P<program>irm|iwr|iex|(?:invoke|get|set|new|remove|expand|start|test)-\w+)\]",
        "{program} is a command of PowerShell, and was typed into cmd, the other terminal of Windows.",
        by_hand(text("Type powershell and press Enter; then the same line again")),
        weight=Weight.SHARP,
        unless=r"CommandNotFoundException|cmdlet",
        seen=(
            (
                "'irm' is not recognized as an internal or external command,\noperable program or batch file.",
                "massgravel/Microsoft-Activation-Scripts#781",
            ),
        ),
    ),
    symptom(
        "windows.other-terminal",
        r"\[no such command: (?P<program>export|source|sudo|apt|apt-get|brew|chmod|unset|bash|sh|\./\w+\.sh)\]",
        "{program} is a command of Linux and macOS, which Windows does not have.",
        by_hand(
            text(
                'In place of export NAME=VALUE, in PowerShell: $env:NAME = "VALUE"; in cmd: set NAME=VALUE'
            )
        ),
        by_hand(
            text(
                "In place of source .venv/bin/activate: .\\.venv\\Scripts\\Activate.ps1; programs come by winget"
            )
        ),
        weight=Weight.SHARP,
        unless=_ON_LINUX,
        seen=(
            (
                "export : The term 'export' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                _PRECEDENCE,
            ),
        ),
    ),
    symptom(
        "windows.no-winget",
        r"\[no such command: winget\]",
        "This Windows has no winget: it belongs to App Installer, which is missing or too old.",
        by_hand(
            text("Install or update App Installer, and open a new window"),
            "https://aka.ms/getwinget",
        ),
        by_hand(text("Or fetch the program itself from the page of its maker")),
        weight=Weight.SHARP,
        seen=(
            (
                "winget : The term 'winget' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                "https://learn.microsoft.com/windows/package-manager/winget/",
            ),
        ),
    ),
    symptom(
        "packages.conda-not-activated",
        r"\[no such command: (?:conda|mamba|micromamba)\]",
        "This window does not know conda: it is not installed, or only its own prompt has it on PATH.",
        by_hand(
            text(
                "Open Anaconda Prompt or Miniforge Prompt from the start menu; there once: conda init powershell"
            )
        ),
        by_hand(text("On Linux and macOS once, in the folder of conda: bin/conda init")),
        weight=Weight.SHARP,
        seen=(
            (
                "conda : The term 'conda' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                "https://docs.conda.io/projects/conda/en/latest/user-guide/troubleshooting.html",
            ),
        ),
    ),
    symptom(
        "cuda.no-tools",
        r"\[no such command: (?P<program>nvidia-smi|nvcc)\]",
        "{program} is not here. nvidia-smi comes with the driver of a card from NVIDIA; nvcc with the CUDA Toolkit, which only "
        "compiling needs: what pip brings of torch has all of CUDA in it.",
        shared_remedies.DRIVER,
        shared_remedies.ON_THE_PROCESSOR,
        looks=("packages.devices",),
        weight=Weight.SHARP,
        seen=(
            (
                "'nvcc' is not recognized as an internal or external command,\noperable program or batch file.",
                "https://docs.nvidia.com/cuda/cuda-installation-guide-microsoft-windows/",
            ),
        ),
    ),
    symptom(
        "packages.program-missing",
        r"\[no such command: (?P<program>diarize|setup-doctor)\]",
        "{program} stands in the environment that the installer made, and this window does not look there.",
        by_hand(text("In the folder of setup-doctor: .\\.venv\\Scripts\\{program}", program="...")),
        by_hand(
            text("Or activate the environment first: .\\.venv\\Scripts\\Activate.ps1"),
        ),
        by_hand(text("On Linux and macOS: .venv/bin/{program}", program="...")),
        weight=Weight.SHARP,
        seen=(
            (
                "diarize : The term 'diarize' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                _PRECEDENCE,
            ),
        ),
    ),
    symptom(
        "windows.blank-in-path",
        r"\[no such command: (?P<program>[A-Za-z]:\\(?:[\w.+-]+\\)*[\w+-]+)\]",
        "There is no {program}: most often the path goes on behind a blank, as behind a name of two words, and the terminal has "
        "taken what stands before it.",
        by_hand(
            text(
                'Put the whole path in quotes, in PowerShell with & before it: & "C:\\PATH\\python.exe" -m pip list'
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "'C:\\x' is not recognized as an internal or external command,\noperable program or batch file.",
                _CMD,
            ),
        ),
    ),
    symptom(
        "windows.blank-in-path",
        r"No such file or directory: '(?:[A-Za-z]:\\{1,2}Program|/Applications/\w+)'"
        r"|^[A-Za-z]:\\(?:[^\\:\n]+\\)*[^\\:.\s]+: No such file or directory$"
        r"|^Error opening input file [^\n]*[\\/][^\\/.\n]+\.\n[^\n]*No such file|\bsh: (?:\d+: )?/(?:Applications|Volumes)/[\w/-]+: not found$",
        "There is nothing at the path that was given: most often it goes on behind a blank, as behind a name of two words, and "
        "what was started has taken what stands before it.",
        by_hand(
            text('Put the whole path in quotes: ffmpeg -i "C:\\FOLDER\\my meeting.mp4" output.wav')
        ),
        by_hand(
            text('In Python give a list, without shell=True: ["ffmpeg", "-i", path, "output.wav"]')
        ),
        seen=(
            (
                "C:\\Users\\Евгений: No such file or directory",
                "https://ffmpeg.org/ffmpeg-utils.html#Quoting-and-escaping",
            ),
            (
                "Error opening input file C:\\Users\\x\\my.\nError opening input files: No such file or directory",
                "https://ffmpeg.org/ffmpeg-utils.html#Quoting-and-escaping",
            ),
        ),
    ),
    symptom(
        "files.not-in-this-folder",
        r"\[no such command: (?P<program>(?:[A-Za-z]:\\|\.{1,2}[\\/])?[\w.-]+(?:[\\/][\w.-]+)+|(?:\.{1,2}[\\/])?[\w.-]+\.(?:ps1|bat|cmd|sh|py))\]",
        "There is no {program}, seen from the folder in which this window stands; and PowerShell starts what lies in that folder "
        "itself only with .\\ before its name.",
        by_hand(text("Look what is here: dir; and go to the folder that holds it: cd FOLDER")),
        by_hand(text("If it is here, write .\\ before it, as .\\install.ps1")),
        weight=Weight.SHARP,
        apart="An environment that was made by python -m venv .venv has Scripts on Windows, and bin elsewhere.",
        seen=(
            (
                "install.ps1 : O termo 'install.ps1' não é reconhecido como nome de cmdlet, função,",
                "W4RH4WK/Debloat-Windows-10#186",
            ),
        ),
    ),
    symptom(
        "packages.program-missing",
        r"\[no such command: (?P<program>[\w+][\w.+-]*)\]",
        "The terminal finds no program called {program}: it is not installed, or not on PATH.",
        by_hand(
            text(
                "If pip has installed it, it stands in the bin folder of that Python: put it on PATH, or python -m {program}",
                program="...",
            )
        ),
        by_hand(text("If it belongs to an environment, activate that first")),
        by_hand(
            text(
                "If it is no package of Python's: look for it with apt search {program}, or brew search {program}",
                program="...",
            )
        ),
        where=_ON_LINUX,
        seen=(
            (
                "bash: line 1: whisperx: command not found",
                "https://www.gnu.org/software/bash/manual/",
            ),
        ),
    ),
    symptom(
        "packages.program-missing",
        r"\[no such command: (?P<program>[\w+][\w.+-]*)\]",
        "The terminal finds no program called {program}: it is not installed, or not on PATH.",
        by_hand(
            text(
                "If pip has installed it, it stands in the Scripts (bin) folder of that Python: put it on PATH, or python "
                "-m {program}",
                program="...",
            )
        ),
        by_hand(text("If it belongs to an environment, activate that first")),
        by_hand(
            text(
                "If it is no package of Python's: look for it with winget search {program}",
                program="...",
            )
        ),
        unless=_ON_LINUX,
        seen=(
            (
                "Requirement already satisfied: uv in c:\\x\\python312\\site-packages (0.7.8)\n"
                "'uv' is not recognized as an internal or external command,\noperable program or batch file.",
                "https://docs.astral.sh/uv/getting-started/installation/",
            ),
            (
                "The term 'whisperx' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                _PRECEDENCE,
            ),
            (
                "«whisperx» не является внутренней или внешней командой, исполняемой программой или пакетным файлом.",
                _CMD,
            ),
            ("无法将“whisperx”项识别为 cmdlet、函数、脚本文件或可运行程序的名称。", _PRECEDENCE),
        ),
    ),
)
