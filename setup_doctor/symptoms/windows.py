"""Errors that Windows words itself, in English and in Russian, beside the number of each.

The number is what counts. The words are for those who paste a message without it: an ImportError
has none.
"""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.symptom import symptom as _symptom

_CLOSE = common_remedies.by_hand(
    text("Close what uses the file (another Python, a virus scanner), wait a minute, try again")
)

LIBRARIES = (
    _symptom(
        "packages.torchcodec-mismatch",
        r"libtorchcodec.*(?:WinError 127\b|undefined symbol|specified procedure|указанная процедура)",
        "torchcodec was built for another torch. That does no harm here: diarizer decodes by itself "
        "and hands pyannote the samples.",
        common_remedies.install("pyannote"),
    ),
    _symptom(
        "packages.torchcodec",
        r"torchcodec is not installed correctly|Could not load libtorchcodec",
        "torchcodec did not find FFmpeg's shared libraries. That does no harm here: diarizer decodes by "
        "itself and hands pyannote the samples.",
    ),
    _symptom(
        "packages.runtime-old",
        r"\(DLL\) initialization routine failed|инициализации библиотеки динамической компоновки",
        "A DLL of torch could not start: the Microsoft Visual C++ Redistributable is older than this "
        "torch wants.",
        common_remedies.runtime(),
        number=1114,
    ),
    _symptom(
        "packages.paging-file",
        r"paging file is too small|файл подкачки слишком мал",
        "Windows has run out of memory while it was loading a DLL: the paging file is too small.",
        common_remedies.by_hand(
            text(
                "Close other programs, or let Windows manage the size: Settings > System > About > "
                "Advanced system settings > Performance > Advanced > Virtual memory"
            )
        ),
        number=1455,
    ),
    _symptom(
        "packages.dll-foreign",
        r"specified procedure could not be found|не найдена указанная процедура",
        "A DLL lacks what another one asks of it: packages that were built for different versions of "
        "each other.",
        common_remedies.install(common_remedies.DEFAULT_BACKEND),
        number=127,
    ),
    _symptom(
        "packages.cut",
        r"file too short|invalid ELF header|ELF load command|cannot read file data"
        r"|is not a valid Win32 application|не является приложением Win32"
        r"|truncated file|file data: Is a directory",
        "A compiled file of the package is cut (an interrupted installation, a full disk, a virus "
        "scanner), or was built for another kind of processor.",
        common_remedies.reinstall("torch", megabytes=130),
        number=193,
    ),
    _symptom(
        "packages.dll-missing",
        r"DLL load failed|не найден указанный модуль",
        "A DLL is missing beside a compiled module, most often the Microsoft Visual C++ "
        "Redistributable. Never fetch single DLLs from the web.",
        common_remedies.runtime(),
        number=126,
    ),
)

WINDOWS = (
    _symptom(
        "python.store",
        r"Python was not found; run without arguments|Python не найден; выполните без аргументов"
        r"|Microsoft\\WindowsApps\\python",
        "There is no Python behind that name: it is an alias that opens the Microsoft Store.",
        common_remedies.new_python(),
    ),
    _symptom(
        "windows.execution-policy",
        r"running scripts is disabled|выполнение сценариев отключено"
        r"|PSSecurityException|about_Execution_Policies",
        "Windows does not run scripts that are started this way.",
        common_remedies.by_hand(text("powershell -ExecutionPolicy Bypass -File .\\install.ps1")),
    ),
    _symptom(
        "windows.long-paths",
        r"enable-long-paths|Long Path support|filename or extension is too long"
        r"|имеет слишком большую длину",
        "A path is longer than Windows allows here.",
        common_remedies.by_hand(
            text("Move the project to a short folder such as C:\\d and run the installer again")
        ),
        number=206,
    ),
    _symptom(
        "windows.file-held",
        r"WinError 33\b|used by another process|занят другим процессом"
        r"|locked a portion of the file|заблокировал часть файла",
        "Another program holds the file: a virus scanner, OneDrive, or a Python that still runs.",
        _CLOSE,
        number=32,
    ),
    _symptom(
        "windows.access-denied",
        r"Access is denied|Отказано в доступе",
        "Windows refuses the file: a program that runs has it loaded (a Python with torch in it), or "
        "the folder is not yours.",
        _CLOSE,
        number=5,
    ),
    _symptom(
        "windows.links",
        r"required privilege is not held|клиент не обладает требуемыми правами",
        "Links need a privilege that this account lacks. The doctor's own downloads do without.",
        common_remedies.by_hand(text("setx HF_HUB_DISABLE_SYMLINKS 1, then open a new window")),
        number=1314,
    ),
    _symptom(
        "disk.full",
        r"No space left on device|Errno 28\b|недостаточно места на диске",
        "The disk is full.",
        common_remedies.by_hand(
            text("Free about 3 GB on the disk that holds the environment and the temporary folder")
        ),
        number=112,
    ),
)
