"""What Windows says in a window of its own, before a program has come to speak."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.pattern_literals import TROUBLE
from setup_doctor.symptoms.symptom import Weight, symptom

_RUNTIME_PAGE = "https://learn.microsoft.com/cpp/windows/latest-supported-vc-redist"

DIALOGS = (
    symptom(
        "windows.winget-source",
        r"Data required by the source is missing|0x8a15000f|Failed (?:in attempting to update|when (?:opening|searching)) (?:the )?source"
        r"|0x8a150(?:101|05e)",
        "winget could not read its list of programs.",
        by_hand(
            text(
                "As administrator, and then the same command again; sources that you added have to be added anew: "
                "winget source reset --force"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "An unexpected error occurred while executing the command:\n0x8a15000f : Data required by the source is missing",
                "https://learn.microsoft.com/windows/package-manager/winget/source",
            ),
        ),
    ),
    symptom(
        "windows.winget-hash",
        r"Installer hash does not match",
        "What winget fetched is not what its list says: the maker has just brought out another version, or a proxy changes files.",
        by_hand(text("Bring its list up to date, and try again: winget source update")),
        by_hand(text("Or fetch the program itself from the page of its maker")),
        weight=Weight.SHARP,
        seen=(
            (
                "Installer hash does not match; this cannot be overridden when running as admin",
                "https://learn.microsoft.com/windows/package-manager/winget/",
            ),
        ),
    ),
    symptom(
        "windows.too-old",
        r"\bapi-ms-win-core-\w[\w-]*\.dll\b[^\n]{0,30}(?:is missing|was not found|отсутств|fehlt|nicht gefunden|introuvable|manquant)"
        r"|(?:не обнаружила|отсутствует|找不到) ?api-ms-win-core-",
        "This Windows is older than the program asks for: Python has needed 8.1 since 3.9, and Windows 10 since 3.13.",
        by_hand(text("Take Windows 10 or newer; never fetch single DLLs from the web")),
        weight=Weight.SHARP,
        unless=r"DLL load failed|WinError \d",
        seen=(
            (
                "The program can't start because api-ms-win-core-path-l1-1-0.dll is missing from your computer.",
                "https://docs.python.org/3/using/windows.html",
            ),
        ),
    ),
    symptom(
        "packages.dll-missing",
        r"\b(?P<file>(?:(?:VCRUNTIME|MSVCP|CONCRT|VCOMP)\d[\w.]*|api-ms-win-crt-[\w-]+|ucrtbase)\.dll)\b[^\n]{0,80}(?:was not found|is missing)"
        r"|(?:не обнаружила|отсутствует|找不到) ?(?P<lacks>(?:(?:VCRUNTIME|MSVCP|CONCRT|VCOMP)\d[\w.]*|api-ms-win-crt-[\w-]+|ucrtbase)\.dll)"
        r"|\b(?P<gone>(?:(?:VCRUNTIME|MSVCP|CONCRT|VCOMP)\d[\w.]*|api-ms-win-crt-[\w-]+|ucrtbase)\.dll)[^\n]{0,30}(?:fehlt|nicht gefunden|introuvable|manquant|отсутств)",
        "The Microsoft Visual C++ Redistributable is missing or too old: {file} belongs to it. Never fetch single DLLs from the web.",
        shared_remedies.RUNTIME,
        names=(
            r"\b(?P<file>(?:(?:VCRUNTIME|MSVCP|CONCRT|VCOMP)\d[\w.]*|api-ms-win-crt-[\w-]+|ucrtbase)\.dll)",
        ),
        weight=Weight.SHARP,
        looks=("windows.runtime",),
        seen=(
            (
                "The code execution cannot proceed because VCRUNTIME140_1.dll was not found. Reinstalling the program may fix this "
                "problem.",
                _RUNTIME_PAGE,
            ),
            (
                "Не удается продолжить выполнение кода, поскольку система не обнаружила VCRUNTIME140_1.dll.",
                _RUNTIME_PAGE,
            ),
        ),
    ),
    symptom(
        "packages.dll-missing",
        r"\b(?P<file>(?:VCRUNTIME|MSVCP)140\w*\.dll)",
        "The Microsoft Visual C++ Redistributable is missing or too old: {file} belongs to it. Never fetch single DLLs from the web.",
        shared_remedies.RUNTIME,
        where=TROUBLE,
        looks=("windows.runtime",),
        seen=(("VCRUNTIME140.dll 缺失", _RUNTIME_PAGE),),
    ),
    symptom(
        "windows.mixed-kinds",
        r"\(0xc000007b\)",
        "The program found a DLL of the other kind, 32-bit beside 64-bit, or a damaged one: most often of the Microsoft Visual C++ "
        "Redistributable, in a folder of PATH.",
        shared_remedies.RUNTIME,
        by_hand(
            text(
                "Look which are found: where.exe vcruntime140.dll; only Python's folder and System32 should hold it"
            )
        ),
        weight=Weight.SHARP,
        looks=("windows.runtime", "python.architecture"),
        seen=(
            (
                "python.exe - Application Error\nThe application was unable to start correctly (0xc000007b). Click OK to close "
                "the application.",
                "https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55",
            ),
        ),
    ),
    symptom(
        "python.moved-environment",
        r"Fatal error in launcher: Unable to create process|^No Python at ['\"]|did not find executable at '",
        "The environment starts a Python that is no longer where it was: that Python was removed or brought up to date, or the "
        "folder of the environment was moved, renamed or copied.",
        by_hand(
            text("Make it anew, in its folder, and install again: py -3.12 -m venv --clear .venv")
        ),
        by_hand(text("Where only pip says so: python -m pip in place of pip")),
        weight=Weight.SHARP,
        looks=("python.environment",),
        seen=(
            (
                'Fatal error in launcher: Unable to create process using \'"C:\\x\\.venv\\Scripts\\python.exe"  '
                '"C:\\y\\.venv\\Scripts\\pip.exe" install resemblyzer\': The system cannot find the file specified.',
                "https://pip.pypa.io/en/stable/installation/",
            ),
            (
                "No Python at '\"C:\\x\\Python311\\python.exe'",
                "https://docs.python.org/3/library/venv.html",
            ),
            (
                "did not find executable at 'C:\\x\\Python310\\python.exe': Не удается найти указанный путь.",
                "https://docs.python.org/3/library/venv.html",
            ),
        ),
    ),
    symptom(
        "python.store-in-build",
        # 9009 is said of any program that cmd does not find.
        r"\bpython[\d.]*(?:\.exe)?(?![\w\\/])[^\n]{0,300}(?:non-zero exit status|exit(?:ed with)?(?: code| status)?) 9009\b",
        "A program starts python or python3 by name, and on this Windows that is only the alias that opens the Microsoft Store.",
        by_hand(
            text(
                "Switch it off: Settings, Apps, Advanced app settings, App execution aliases, python.exe and python3.exe"
            )
        ),
        by_hand(
            text(
                "In a build: take a version of that package that is ready-built; many that do so are for Linux alone"
            )
        ),
        weight=Weight.SHARP,
        looks=("python.store",),
        seen=(
            (
                "Python wurde nicht gefunden; ohne Argumente ausführen, um aus dem Microsoft Store zu installieren\n"
                "subprocess.CalledProcessError: Command '['python3', '-m', 'pybind11', '--includes']' returned non-zero exit status "
                "9009.",
                "nineninesix-ai/kani-tts#25",
            ),
        ),
    ),
)
