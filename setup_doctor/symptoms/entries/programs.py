"""Programs that were to be started and are not found, and work that no other process could be given."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.codecs import CALLS_FFMPEG
from setup_doctor.symptoms.symptom import Weight, symptom

# While a package is built, what is missing is a tool of that build.
_BUILDING = (
    r"pip-install-|builds-v0|build_meta|setup\.py (?:egg_info|bdist_wheel)|building wheel for"
)
_STARTED = r"(?:run|Popen|call|check_call|check_output|create_subprocess_exec)\(\s*\[?\s*f?['\"](?P<program>[\w.+-]+)['\"]"

PROGRAMS = (
    symptom(
        "packages.program-missing",
        r"WinError 2\]|\[Errno 2\] No such file or directory: '[\w.+-]+'",
        "An older ctc-forced-aligner calls uroman, which is written in Perl, and there is no Perl here.",
        by_hand(
            text(
                "Install Perl, and open a new window: winget install StrawberryPerl.StrawberryPerl"
            )
        ),
        weight=Weight.SHARP,
        where=r"get_uroman_tokens|uroman\.pl",
        seen=(
            (
                'File "C:\\x\\site-packages\\ctc_forced_aligner\\text_utils.py", line 156, in get_uroman_tokens\n'
                "FileNotFoundError: [WinError 2] The system cannot find the file specified",
                "MahmoudAshraf97/whisper-diarization#318",
            ),
        ),
    ),
    symptom(
        "packages.program-missing",
        r"WinError 2\]|\[Errno 2\] No such file or directory: '[\w.+-]+'",
        "The program {program} was to be started and is not found: it is not installed, or not on PATH.",
        by_hand(
            text(
                "Look for it in a new window: where {program} (Windows), which {program} (elsewhere)",
                program="...",
            )
        ),
        by_hand(
            text(
                "If pip has installed it, it stands in the Scripts (bin) folder of that Python: put it on PATH, or python "
                "-m {program}",
                program="...",
            )
        ),
        weight=Weight.SHARP,
        where=_STARTED,
        unless=_BUILDING + r"|['\"]ff(?:mpeg|probe)['\"]|ffmpeg[\\/]_run",
        names=(_STARTED,),
        seen=(
            (
                'File "C:\\x\\scripts\\install.py", line 37, in install_uv\n    subprocess.run(["uv", "self", "update"])\n'
                "FileNotFoundError: [WinError 2] The system cannot find the file specified",
                "dnhkng/GLaDOS#140",
            ),
        ),
    ),
    symptom(
        "packages.program-missing",
        r"WinError 2\]|\[Errno 2\] No such file or directory: '[\w.+-]+'",
        "A program was to be started and is not found: it is not installed, or not on PATH.",
        by_hand(text("See which one: the line of the traceback above subprocess.py names it")),
        shared_remedies.FFMPEG,
        where=r"_winapi\.CreateProcess|in _execute_child",
        unless=_BUILDING + "|" + _STARTED + "|" + CALLS_FFMPEG,
        apart="In programs for recordings it is ffmpeg most often.",
        seen=(
            (
                "    hp, ht, pid, tid = _winapi.CreateProcess(executable, args,\n"
                "FileNotFoundError: [WinError 2] The system cannot find the file specified",
                "https://docs.python.org/3/library/subprocess.html",
            ),
        ),
    ),
    symptom(
        "python.workers-pickle",
        r"(?:PicklingError|AttributeError|TypeError): (?:Can't|Can not|cannot) pickle",
        "Work was to be handed to another process, and an object in it cannot be written down for the way. Linux copies "
        "the process instead, so the same code runs there.",
        by_hand(text("Let it work in this process: num_workers=0, or n_jobs=1")),
        by_hand(text("Or define the class or function at the top of a file of its own, no lambda")),
        weight=Weight.SHARP,
        seen=(
            (
                'File "C:\\x\\multiprocessing\\reduction.py", line 60, in dump\n_pickle.PicklingError: Can\'t pickle '
                "<class 'nemo.collections.common.parts.preprocessing.collections.SpeechLabelEntity'>: attribute lookup "
                "SpeechLabelEntity on nemo.collections.common.parts.preprocessing.collections failed",
                "MahmoudAshraf97/whisper-diarization#89",
            ),
        ),
    ),
    symptom(
        "packages.packed",
        r"No such file or directory: '[^'\n]*_MEI\w+[\\/]+(?P<package>\w+)|FileNotFoundError[^\n]*_internal[\\/]+(?P<folder>\w+)",
        "The program was packed by PyInstaller, without a file that {package} reads when it starts.",
        by_hand(text("Pack it anew with: pyinstaller --collect-data {package}", package="...")),
        by_hand(
            text("If you did not pack it: take a newer one of that program, and tell its author")
        ),
        weight=Weight.SHARP,
        names=(r"(?:_MEI\w+|_internal)[\\/]+(?P<package>\w+)",),
        seen=(
            (
                "FileNotFoundError: [Errno 2] No such file or directory: '/var/folders/8t/x/T/_MEImSszZh/lightning/version.info'",
                "pyannote/pyannote-audio#1581",
            ),
        ),
    ),
    symptom(
        "packages.packed-cut",
        r"PYI-\d+:ERROR\] Failed to load Python DLL",
        "A file of the program itself is cut or empty, most often by a virus scanner or an interrupted download; or this Windows "
        "is older than 10, or 32-bit.",
        by_hand(
            text("Download and unpack the program anew, and let the scanner leave its folder out")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "[PYI-9916:ERROR] Failed to load Python DLL 'C:\\x\\Purfview-Whisper-Faster\\_xxl_data\\python310.dll'.",
                "SubtitleEdit/subtitleedit#9171",
            ),
            (
                "[PYI-9056:ERROR] Failed to load Python DLL 'C:\\x\\Purfview-Whisper-Faster_xxl_data\\python310.dll",
                "SubtitleEdit/subtitleedit#9497",
            ),
        ),
    ),
    symptom(
        "windows.libuv",
        r"use_libuv was requested but PyTorch was buil[dt] without libuv",
        "This torch for Windows came without libuv, which training on several processes asks for.",
        shared_remedies.variable(
            text("Write use_libuv=False in the code, or go without it in this window"),
            "USE_LIBUV",
            "0",
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeError: use_libuv was requested but PyTorch was build without libuv support",
                "RVC-Project/Retrieval-based-Voice-Conversion-WebUI#2623",
            ),
        ),
    ),
    symptom(
        "programs.option",
        r"^(?:[\w.-]+(?:\.py|\.exe)?(?: [\w-]+)?: )?error: (?:unrecognized arguments: |argument [^\n:]{1,60}: (?:invalid|expected) |the following arguments are required: )"
        r"|^(?:Error: |[\w.-]+: )?[Nn]o such option:? '?-",
        "The program was started with an option, or a value of one, that it does not know, or without one that it wants: another "
        "version of it has it, or it is spelled otherwise.",
        by_hand(text("Look what this version takes: the same program with --help alone")),
        by_hand(
            text("If the page that you follow shows that option: bring the program up to date")
        ),
        seen=(
            (
                "usage: insanely-fast-whisper [-h] --file-name FILE_NAME\n"
                "insanely-fast-whisper: error: unrecognized arguments: --diarise",
                "Vaibhavs10/insanely-fast-whisper#100",
            ),
        ),
    ),
    symptom(
        "programs.no-console",
        r"'NoneType' object has no attribute '(?:write|flush|isatty)'|WinError 6\](?=[\s\S]*(?:_make_inheritable|_get_handles))"
        r"|(?:_make_inheritable|_get_handles)[\s\S]*WinError 6\]",
        "The program was started without a window for text (pythonw, a packed program), and writes into it all the same.",
        by_hand(text("Start it in a terminal, with python in place of pythonw")),
        by_hand(
            text(
                "At the top of your own: if sys.stdout is None: sys.stdout = open(os.devnull, 'w')"
            )
        ),
        # Whatever else is written to may be None as well: a pipe, a recording.
        where=r"isatty|_make_inheritable|_get_handles|Failed to execute script|pythonw|\bstd(?:out|err)\b|\btqdm\b|windowed|noconsole",
        seen=(
            (
                "Failed to execute script 'main' due to unhandled exception: 'NoneType' object has no attribute 'write'",
                "chidiwilliams/buzz#1406",
            ),
        ),
    ),
    symptom(
        "packages.program-missing",
        r"git: 'lfs' is not a git command|git-lfs: (?:command )?not found",
        "Git LFS, which fetches the large files of a repository, is not installed.",
        by_hand(
            text(
                "Install it (winget install GitHub.GitLFS, brew or apt install git-lfs), then: git lfs install"
            )
        ),
        weight=Weight.SHARP,
        seen=(("git: 'lfs' is not a git command. See 'git --help'.", "https://git-lfs.com"),),
    ),
)
