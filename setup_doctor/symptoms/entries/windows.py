"""Errors that Windows words itself, in English and in Russian, beside the number of each.

The number is what counts. The words are for those who paste a message without it: an ImportError
has none. Programs that die give another kind of number, negative or in hexadecimal.
"""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import ways
from setup_doctor.symptoms.symptom import Weight, symptom

_CODES = "https://learn.microsoft.com/windows/win32/debug/system-error-codes"
_STATUS = "https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55"
_USER_SITE = r"AppData\\Roaming\\Python\\Python|[\\/]\.local[\\/]lib[\\/]python3"

LIBRARIES = (
    symptom(
        "windows.smart-app-control",
        r"application control policy has blocked|Политика управления приложениями|应用程序控制策略|0x800711C7|Smart App Control has blocked",
        "Smart App Control, or a policy of the company, does not let Windows load this file, because it is not signed.",
        by_hand(text("Ask for Windows Security > App & browser control > Smart App Control; off cannot be undone")),
        ways.LIGHT,
        number=4551,
        weight=Weight.SHARP,
        seen=(
            ("[WinError 4551] An Application Control policy has blocked this file. Error loading "
             "\"C:\\x\\torch\\lib\\torch.dll\"", "pytorch/pytorch#182008"),
            ("OSError: [WinError 4551] An application control policy has blocked this file.",
             "RVC-Project/Retrieval-based-Voice-Conversion-WebUI#2821"),
        ),
    ),
    symptom(
        "python.user-site",
        r"WinError 127\b|undefined symbol|specified procedure|указанная процедура|WinError 126\b|DLL load failed",
        "Packages of two places meet in one process: the user's own folder of packages lies over those of this "
        "environment.",
        by_hand(text("Set PYTHONNOUSERSITE=1, and unset PYTHONPATH; then start the program again")),
        weight=Weight.SHARP,
        where=r"(?s)\A(?=.*(?:" + _USER_SITE + r")).*[\\/](?:\.?venv\w*|envs|env)[\\/]",
        seen=(("File \"D:\\venv\\Lib\\site-packages\\torchaudio\\__init__.py\", line 2\n"
               "File \"C:\\Users\\x\\AppData\\Roaming\\Python\\Python311\\site-packages\\torch\\_ops.py\", line 1\n"
               "OSError: [WinError 127] The specified procedure could not be found",
               "https://docs.python.org/3/library/site.html"),),
    ),
    symptom(
        "packages.torch-fbgemm",
        r"(?:WinError 126|Error loading)[^\n]*fbgemm\.dll|libomp140\.x86_64\.dll",
        "torch 2.4 lacks a library for this file (libomp140); newer ones do not need it.",
        ways.RESEMBLYZER,
        weight=Weight.SHARP,
        needs=("torch>=2.5",),
        seen=(("OSError: [WinError 126] The specified module could not be found. Error loading "
               "\"C:\\x\\torch\\lib\\fbgemm.dll\" or one of its dependencies.", "pytorch/pytorch#131662"),),
    ),
    symptom(
        "packages.runtime-old",
        r"\(DLL\) initialization routine failed|инициализации библиотеки динамической компоновки|0xC0000142|-1073741502",
        "A DLL of torch could not start: the Microsoft Visual C++ Redistributable is older than this "
        "torch wants.",
        ways.RUNTIME,
        ways.LIGHT,
        number=1114,
        weight=Weight.SHARP,
        looks=("windows.runtime", "packages.torch-answers"),
        seen=(("OSError: [WinError 1114] A dynamic link library (DLL) initialization routine failed. Error loading "
               "\"C:\\x\\torch\\lib\\c10.dll\"", "pytorch/pytorch#169429"),),
    ),
    symptom(
        "packages.paging-file",
        r"paging file is too small|файл подкачки слишком мал",
        "Windows has run out of memory while it was loading a DLL: the paging file is too small.",
        by_hand(
            text(
                "Close other programs, or let Windows manage the size: Settings > System > About > "
                "Advanced system settings > Performance > Advanced > Virtual memory"
            )
        ),
        number=1455,
        weight=Weight.SHARP,
        seen=(("OSError: [WinError 1455] The paging file is too small for this operation to complete.",
               f"{_CODES}--1300-1699-"),),
    ),
    symptom(
        "packages.dll-foreign",
        r"specified procedure could not be found|не найдена указанная процедура|error 0x7f\b"
        r"|(?<!torchaudio)[\s\S]{0,3}undefined symbol: |procedure entry point|точка входа в процедуру|0xC0000139|-1073741511",
        "A DLL lacks what another one asks of it: packages that were built for different versions of "
        "each other.",
        common_remedies.install(common_remedies.DEFAULT_BACKEND),
        number=127,
        looks=("packages.combination",),
        seen=(("OSError: [WinError 127] The specified procedure could not be found", "FranckyB/Voice-Clone-Studio#79"),),
    ),
    symptom(
        "packages.dll-missing",
        r"DLL load failed|не найден указанный модуль|error 0x7e\b|Le module spécifié est introuvable|找不到指定的模块"
        r"|0xC0000135|-1073741515|3221225781|VCRUNTIME140|MSVCP140",
        "A DLL is missing beside a compiled module, most often the Microsoft Visual C++ "
        "Redistributable. Never fetch single DLLs from the web.",
        ways.RUNTIME,
        ways.LIGHT,
        number=126,
        apart="The check of the runtime tells the Redistributable from a file of the package that is gone.",
        looks=("windows.runtime", "packages.torch-answers"),
        seen=(
            ("ImportError: DLL load failed: Le module spécifié est introuvable.", "ina-foss/inaSpeechSegmenter#13"),
            ("OSError: [WinError 126] The specified module could not be found. Error loading "
             "\"D:\\venv\\lib\\site-packages\\torch\\lib\\torch_python.dll\"", "voicepaw/so-vits-svc-fork#867"),
            ("ImportError: DLL load failed: Can't find module", "CorentinJ/Real-Time-Voice-Cloning#670"),
        ),
    ),
)

WINDOWS = (
    symptom(
        "python.store",
        r"Python was not found; run without arguments|Python не найден; выполните без аргументов"
        r"|Microsoft\\WindowsApps\\python|Python was not found but can be installed from the Microsoft Store",
        "There is no Python behind that name: it is an alias that opens the Microsoft Store.",
        ways.NEW_PYTHON,
        seen=(("Python was not found; run without arguments to install from the Microsoft Store",
               "https://docs.python.org/3/using/windows.html"),),
    ),
    symptom(
        "windows.execution-policy",
        r"running scripts is disabled|выполнение сценариев отключено"
        r"|PSSecurityException|about_Execution_Policies|UnauthorizedAccess[\s\S]{0,80}Activate\.ps1",
        "Windows does not run scripts that are started this way.",
        by_hand(text("powershell -ExecutionPolicy Bypass -File .\\install.ps1")),
        by_hand(text("For Activate.ps1: Set-ExecutionPolicy RemoteSigned -Scope CurrentUser")),
        weight=Weight.SHARP,
        seen=(("File C:\\d\\.venv\\Scripts\\Activate.ps1 cannot be loaded because running scripts is disabled on this "
               "system.",
               "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_execution_policies"),),
    ),
    symptom(
        "windows.long-paths",
        r"enable-long-paths|Long Path support|filename or extension is too long|имеет слишком большую длину"
        r"|Имя файла или его расширение|File name too long|Errno 36\b",
        "A path is longer than Windows allows here.",
        by_hand(text("Move the project to a short folder such as C:\\d and run the installer again")),
        number=206,
        weight=Weight.SHARP,
        looks=("windows.long-paths",),
        seen=(("HINT: This error might have occurred since this system does not have Windows Long Path support enabled.",
               "https://pip.pypa.io/warnings/enable-long-paths"),),
    ),
    symptom(
        "windows.file-held",
        r"WinError 33\b|used by another process|занят другим процессом"
        r"|locked a portion of the file|заблокировал часть файла",
        "Another program holds the file: a virus scanner, OneDrive, or a Python that still runs.",
        ways.CLOSE,
        number=32,
        weight=Weight.SHARP,
        seen=(("PermissionError: [WinError 32] The process cannot access the file because it is being used by another "
               "process", f"{_CODES}--0-499-"),),
    ),
    symptom(
        "windows.access-denied",
        r"Access is denied|Отказано в доступе|WinError 740\b|requires elevation|требует повышения",
        "Windows refuses the file: a program that runs has it loaded (a Python with torch in it), or "
        "the folder is not yours.",
        ways.CLOSE,
        number=5,
        weight=Weight.SHARP,
        seen=(("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'c10.dll'",
               f"{_CODES}--0-499-"),),
    ),
    symptom(
        "windows.virus",
        r"WinError 225\b|contains a virus or potentially unwanted|содержит вирус или потенциально",
        "The virus scanner took the file for a virus.",
        by_hand(text("Look into the scanner's quarantine; an exclusion only for files whose origin you know")),
        weight=Weight.SHARP,
        seen=(("OSError: [WinError 225] Operation did not complete successfully because the file contains a virus or "
               "potentially unwanted software", f"{_CODES}--0-499-"),),
    ),
    symptom(
        "windows.policy",
        r"WinError 1260\b|blocked by group policy|заблокирована групповой политикой",
        "A policy of the company forbids this program.",
        by_hand(text("Ask the administrator, or install into a folder from which programs may run")),
        weight=Weight.SHARP,
        seen=(("OSError: [WinError 1260] This program is blocked by group policy.", f"{_CODES}--1000-1299-"),),
    ),
    symptom(
        "windows.links",
        r"required privilege is not held|клиент не обладает требуемыми правами|Клиент не обладает",
        "Links need a privilege that this account lacks. The doctor's own downloads do without.",
        by_hand(text("setx HF_HUB_DISABLE_SYMLINKS 1, then open a new window")),
        number=1314,
        weight=Weight.SHARP,
        seen=(("OSError: [WinError 1314] A required privilege is not held by the client: '..\\\\blobs' -> 'hyperparams.yaml'",
               "NavodPeiris/speechlib#8"),),
    ),
    symptom(
        "disk.full",
        r"No space left on device|Errno 28\b|недостаточно места на диске|not enough space on the disk|WinError 39\b",
        "The disk is full.",
        by_hand(text("Free about 3 GB on the disk that holds the environment and the temporary folder")),
        number=112,
        weight=Weight.SHARP,
        looks=("disk.space",),
        seen=(("OSError: [Errno 28] No space left on device", "https://docs.python.org/3/library/errno.html"),),
    ),
    symptom(
        "disk.permission",
        r"Errno 13\] Permission denied|EACCES|Read-only file system|Errno 30\b",
        "The folder or file belongs to somebody else, or may only be read.",
        by_hand(text("Work in a virtual environment and in folders of your own; never with sudo pip")),
        seen=(("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: "
               "'/usr/lib/python3/dist-packages'", "https://docs.python.org/3/library/errno.html"),),
    ),
    symptom(
        "windows.crash-memory",
        r"0xC0000005|-1073741819\b|3221225477\b|Windows fatal exception: access violation|0xC0000374|-1073740940\b"
        r"|Segmentation fault \(core dumped\)|exit(?:ed with)?(?: status| code)? (?:139|-11)\b|SIGSEGV",
        "A compiled part of a package crashed: libraries that do not fit each other, a driver, or a damaged file.",
        ways.RUNTIME,
        ways.ONE_SOURCE,
        ways.ON_THE_PROCESSOR,
        looks=("packages.torch-answers", "windows.runtime"),
        apart="Run it with `python -X faulthandler`: the last file that it names belongs to the package at fault.",
        seen=(
            ("Process finished with exit code -1073741819 (0xC0000005)", "python/cpython#90995"),
            ("[Crash] Backend died (exit code -1073741819)", "debpalash/VoiceStudio#1275"),
            ("进程已结束，退出代码为 -1073741819 (0xC0000005)", "zai-org/GLM-4-Voice#145"),
        ),
    ),
    symptom(
        "windows.crash-guard",
        r"0xC0000409|-1073740791\b|3221226505\b|0xC00000FD|-1073741571\b|3221225725\b",
        "A compiled part of a package stopped itself (a fast fail, or a stack that was full), often cuDNN or Qt at "
        "the end of the work.",
        ways.ON_THE_PROCESSOR,
        ways.ONE_SOURCE,
        looks=("packages.torch-answers",),
        apart="Run it with `python -X faulthandler`: the last file that it names belongs to the package at fault.",
        seen=(("Process exited with code 3221226505.", "meizhong986/WhisperJAV#125"),),
    ),
    symptom(
        "windows.old-processor",
        r"0xC000001D|-1073741795\b|3221225501\b|Illegal instruction|SIGILL|exit(?:ed with)?(?: status| code)? (?:132|-4)\b",
        "The processor lacks instructions that the package was built with (AVX).",
        ways.LIGHT,
        weight=Weight.SHARP,
        seen=(("Illegal instruction (core dumped)", _STATUS),),
    ),
    symptom(
        "windows.stopped",
        r"0xC000013A|-1073741510\b|3221225786\b|^KeyboardInterrupt$",
        "The program was stopped by Ctrl+C, or its window was closed.",
        by_hand(text("Start it again")),
        weight=Weight.VAGUE,
        seen=(("Process finished with exit code -1073741510 (0xC000013A: interrupted by Ctrl+C)", _STATUS),),
    ),
    symptom(
        "windows.not-ascii",
        r"Unable to open file 'model\.bin' in model '[^'\n]*[^\x00-\x7f\n][^'\n]*'"
        r"|(?:Error opening|open file failed|failed to open|cannot open|Failed to open|No such file)[^\n]*[A-Za-z]:\\[^\n]*[^\x00-\x7f\n][^\n]*(?:System error|errno|ENOENT|$)"
        r"|errno: 42|Illegal byte sequence",
        "The path holds letters that the library cannot take, such as a Russian or Chinese user name.",
        ways.ASCII_CACHE,
        ways.ASCII,
        weight=Weight.SHARP,
        looks=("windows.user-folder",),
        seen=(("RuntimeError: Unable to open file 'model.bin' in model 'C:\\Users\\Евгений\\.cache\\huggingface\\hub\\x'",
               "SYSTRAN/faster-whisper#238"),),
    ),
    symptom(
        "models.file-gone",
        r"Unable to open file 'model\.bin' in model",
        "The folder of the model is there, and its largest file is not: an interrupted download.",
        ways.AGAIN_FRESH,
        seen=(("RuntimeError: Unable to open file 'model.bin' in model '/x/models--Systran--faster-whisper-large-v3'",
               "SYSTRAN/faster-whisper#238"),),
    ),
    symptom(
        "python.utf8",
        r"'(?:charmap|gbk|cp\d{3,4}|ascii|euc_kr|shift_jis|big5|mbcs)' codec can't (?:de|en)code",
        "A file or the console is read or written in the code page of this Windows instead of UTF-8.",
        ways.UTF8,
        looks=("windows.code-page",),
        seen=(
            ("UnicodeDecodeError: 'charmap' codec can't decode byte 0x81 in position 1512: character maps to <undefined>",
             "k2-fsa/sherpa#850"),
            ("UnicodeDecodeError: 'gbk' codec can't decode byte 0x82 in position 9931: illegal multibyte sequence",
             "RaphaelOlivier/robust_speech#4"),
            ("UnicodeEncodeError: 'charmap' codec can't encode character '\\u2713' in position 0", "Textualize/rich#2411"),
        ),
    ),
    symptom(
        "python.backslash",
        r"unicodeescape' codec can't decode bytes|truncated \\UXXXXXXXX|invalid escape sequence '\\",
        "In Python a backslash in a path begins a sign of its own: C:\\Users holds one.",
        by_hand(text('Write r"C:\\Users\\..." with an r before it, or slashes: "C:/Users/..."')),
        weight=Weight.SHARP,
        seen=(("SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape",
               "https://docs.python.org/3/howto/unicode.html"),),
    ),
    symptom(
        "python.bootstrapping",
        r"before the current process has finished its bootstrapping phase|freeze_support\(\)",
        "On Windows and macOS every worker process runs the script from its beginning, and starts workers of its own.",
        ways.GUARD,
        weight=Weight.SHARP,
        seen=(
            ("RuntimeError: An attempt has been made to start a new process before the current process has finished its "
             "bootstrapping phase.", "juanmc2005/diart#6"),
            ("RuntimeError: An attempt has been made to start a new process before the current process has finished its "
             "bootstrapping phase. freeze_support()", "KoljaB/RealtimeSTT#174"),
        ),
    ),
    symptom(
        "python.workers",
        r"BrokenProcessPool|DataLoader worker \(pid[^\n]*(?:killed|exited unexpectedly)|A process in the process pool was terminated",
        "A worker process died, most often for want of memory.",
        by_hand(text("Ask for fewer workers: num_workers=0, or --jobs 1")),
        ways.SMALLER,
        seen=(("RuntimeError: DataLoader worker (pid(s) 1234) exited unexpectedly",
               "https://docs.pytorch.org/docs/stable/data.html"),),
    ),
)
