"""Errors that Windows words itself, in English and in Russian, beside the number of each.

The number is what counts. The words are for those who paste a message without it. Programs that die give another kind of number, negative or in hexadecimal.
"""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_CODES = "https://learn.microsoft.com/windows/win32/debug/system-error-codes"

WINDOWS = (
    symptom(
        "python.store",
        r"Python was not found; run without arguments|Python не найден; выполните без аргументов"
        r"|Microsoft\\WindowsApps\\python|Python was not found but can be installed from the Microsoft Store",
        "There is no Python behind that name: it is an alias that opens the Microsoft Store.",
        shared_remedies.NEW_PYTHON,
        seen=(
            (
                "Python was not found; run without arguments to install from the Microsoft Store",
                "https://docs.python.org/3/using/windows.html",
            ),
        ),
    ),
    symptom(
        "windows.execution-policy",
        r"running scripts is disabled|выполнение сценариев отключено"
        r"|PSSecurityException|about_Execution_Policies|UnauthorizedAccess[\s\S]{0,80}Activate\.ps1",
        "Windows does not run scripts that are started this way.",
        by_hand(text("powershell -ExecutionPolicy Bypass -File .\\install.ps1")),
        by_hand(text("For Activate.ps1: Set-ExecutionPolicy RemoteSigned -Scope CurrentUser")),
        weight=Weight.SHARP,
        seen=(
            (
                "File C:\\d\\install.ps1 cannot be loaded because running scripts is disabled on this "
                "system.",
                "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_execution_policies",
            ),
        ),
    ),
    symptom(
        "windows.long-paths",
        r"Could not install packages due to an \w+: \[(?:WinError 3|Errno 2)\] [^\n]*'[A-Za-z]:[^'\n]{150,}|longer than 260 characters"
        r"|enable-long-paths|Long Path support|filename or extension is too long|имеет слишком большую длину"
        r"|Имя файла или его расширение|File name too long|Errno 36\b",
        "A path is longer than Windows allows here.",
        by_hand(
            text("Move the project to a short folder such as C:\\d and run the installer again")
        ),
        number=206,
        weight=Weight.SHARP,
        looks=("windows.long-paths",),
        seen=(
            (
                "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.",
                "https://pip.pypa.io/warnings/enable-long-paths",
            ),
            (
                "ERROR: Could not install packages due to an OSError: [WinError 3] The system cannot find the path specified: "
                "'C:\\\\Users\\\\x\\\\AppData\\\\Local\\\\Packages\\\\PythonSoftwareFoundation.Python.3.10_qbz5n2kfra8p0"
                "\\\\LocalCache\\\\local-packages\\\\Python310\\\\site-packages\\\\onnx\\\\backend\\\\test\\\\data'",
                "onnx/onnx#5869",
            ),
            (
                "ninja: error: Stat(D:/x/aten_op_executor.obj): Filename longer than 260 characters",
                "pytorch/ort#177",
            ),
        ),
    ),
    symptom(
        "windows.file-held",
        r"failed to (?:rename|persist|remove|copy|hardlink)[\s\S]{0,500}\(os error (?:5|32)\)",
        "uv could not move what it had just unpacked: a virus scanner still reads it, as it does with the thousands of "
        "files of torch.",
        by_hand(text("Try again; what was fetched is kept")),
        by_hand(
            text(
                "Let the scanner leave out the folder that this prints: uv cache dir; or take another: UV_CACHE_DIR"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "failed to rename file from C:\\x\\uv\\cache\\.tmpidt0bE to\n      C:\\x\\uv\\cache\\archive-v0\\M-kRV: "
                "Access is denied. (os error 5)",
                "index-tts/index-tts#541",
            ),
            (
                "failed to rename file from C:\\x\\uv\\cache\\.tmpoKUsxT to C:\\x\\uv\\cache\\archive-v0\\goBug: Accès "
                "refusé. (os error 5)",
                "astral-sh/uv#17679",
            ),
        ),
    ),
    symptom(
        "windows.file-held",
        r"WinError 33\b|used by another process|занят другим процессом"
        r"|locked a portion of the file|заблокировал часть файла",
        "Another program holds the file: a virus scanner, OneDrive, or a Python that still runs.",
        shared_remedies.CLOSE,
        number=32,
        weight=Weight.SHARP,
        seen=(
            (
                "PermissionError: [WinError 32] The process cannot access the file because it is being used by another "
                "process",
                f"{_CODES}--0-499-",
            ),
        ),
    ),
    symptom(
        "windows.onedrive",
        r"os error 396\b|cloud operation cannot be performed",
        "The project lies in a folder of OneDrive, and what uv puts there is a link into its cache, which OneDrive "
        "refuses.",
        by_hand(
            text("setx UV_LINK_MODE copy, then open a new window; or: uv sync --link-mode copy")
        ),
        by_hand(text("Better: move the project out of OneDrive, to a folder such as C:\\d")),
        number=396,
        weight=Weight.SHARP,
        looks=("windows.onedrive",),
        seen=(
            (
                "Caused by: failed to hardlink file from C:\\x\\uv\\cache\\_api.py to C:\\x\\OneDrive\\d\\_api.py\n"
                "  Caused by: The cloud operation cannot be performed on a file with incompatible hardlinks. (os error 396)",
                "astral-sh/uv#9721",
            ),
        ),
    ),
    symptom(
        "windows.access-denied",
        r"WinError 740\b|requires elevation|требует повышения",
        "Windows refuses the file: a program that runs has it loaded (a Python with torch in it), or "
        "the folder is not yours.",
        shared_remedies.CLOSE,
        number=5,
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'c10.dll'",
                f"{_CODES}--0-499-",
            ),
        ),
    ),
    symptom(
        "windows.virus",
        r"WinError 225\b|contains a virus or potentially unwanted|содержит вирус или потенциально",
        "The virus scanner took the file for a virus.",
        by_hand(
            text(
                "Look into the scanner's quarantine; an exclusion only for files whose origin you know"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: [WinError 225] Operation did not complete successfully because the file contains a virus or "
                "potentially unwanted software",
                f"{_CODES}--0-499-",
            ),
        ),
    ),
    symptom(
        "windows.policy",
        r"WinError 1260\b|blocked by group policy|заблокирована групповой политикой",
        "A policy of the company forbids this program.",
        by_hand(
            text("Ask the administrator, or install into a folder from which programs may run")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: [WinError 1260] This program is blocked by group policy.",
                f"{_CODES}--1000-1299-",
            ),
        ),
    ),
    symptom(
        "windows.links",
        r"required privilege is not held|клиент не обладает требуемыми правами|Клиент не обладает",
        "Links need a privilege that this account lacks. The doctor's own downloads do without.",
        by_hand(text("setx HF_HUB_DISABLE_SYMLINKS 1, then open a new window")),
        number=1314,
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: [WinError 1314] A required privilege is not held by the client",
                "pyannote/pyannote-audio#895",
            ),
        ),
    ),
    symptom(
        "windows.no-links",
        r"WinError 1\]|Errno 95\][^\n]* -> ",
        "This drive cannot do what is asked of it, most often links: FAT, exFAT, RAM disks and network drives.",
        by_hand(
            text("Put the cache, savedir and TEMP on a drive with NTFS, such as C:, and try again")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: [WinError 1] Función incorrecta: 'C:\\\\Users\\\\x\\\\.cache\\\\huggingface\\\\hub\\\\f1cb07' "
                "-> 'pretrained_models\\\\lang-id-commonlanguage_ecapa\\\\hyperparams.yaml'",
                "speechbrain/speechbrain#976",
            ),
            (
                "ERROR: Could not install packages due to an OSError: [WinError 1] Incorrect function: "
                "'Z:\\\\pip-install-7z10lin0\\\\pysrt_44b7d0da'",
                "meizhong986/WhisperJAV#68",
            ),
        ),
    ),
    symptom(
        "disk.full",
        r"No space left on device|Errno 28\b|недостаточно места на диске|not enough space on the disk|WinError 39\b",
        "The disk is full.",
        by_hand(
            text("Free about 3 GB on the disk that holds the environment and the temporary folder")
        ),
        number=112,
        unless=r"</torch_\d|/dev/shm",
        weight=Weight.SHARP,
        looks=("disk.space",),
        seen=(
            (
                "OSError: [Errno 28] No space left on device",
                "https://docs.python.org/3/library/errno.html",
            ),
            ("IOError: [Errno 28] No space left on device", "pypa/pip#7745"),
            (
                "ERROR: Could not install packages due to an OSError: [Errno 28]",
                "AUTOMATIC1111/stable-diffusion-webui#16334",
            ),
        ),
    ),
    symptom(
        "disk.permission",
        r"Errno 13\] Permission denied|trying to write in your cache folder|Errno 1\] Operation not permitted|EACCES|Read-only file system|Errno 30\b|Permission denied \(os error 13\)",
        "The folder or file belongs to somebody else, or may only be read.",
        by_hand(
            text("Work in a virtual environment and in folders of your own; never with sudo pip")
        ),
        seen=(
            (
                "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: "
                "'/usr/lib/python3/dist-packages'",
                "https://docs.python.org/3/library/errno.html",
            ),
        ),
    ),
)
