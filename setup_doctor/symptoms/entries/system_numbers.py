"""What the system says by number, whoever asked it: errno, WinError, the status of a server."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_ERRNO = "https://docs.python.org/3/library/errno.html"
_WINERROR = "https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-"

SYSTEM_NUMBERS = (
    symptom(
        "files.too-many",
        r"\[Errno 24\]|Too many open files|\[WinError 4\]",
        "The program has more files open than the system allows one program.",
        by_hand(
            text(
                "Close each recording when it is read (with open(...) as file), or do fewer at once"
            )
        ),
        by_hand(text("Until then, on Linux and macOS: ulimit -n 4096, in the same window")),
        weight=Weight.SHARP,
        seen=(("OSError: [Errno 24] Too many open files: 'a.wav'", _ERRNO),),
    ),
    symptom(
        "disk.quota",
        r"\[Errno 122\]|Disk quota exceeded",
        "Your account may not use more of this disk, though others may: a server gives each a share.",
        by_hand(
            text(
                "Put the caches on a larger disk: set HF_HOME, PIP_CACHE_DIR and TMPDIR to folders there"
            )
        ),
        by_hand(text("Or empty what is there: python -m pip cache purge")),
        weight=Weight.SHARP,
        looks=("disk.space",),
        seen=(("OSError: [Errno 122] Disk quota exceeded", _ERRNO),),
    ),
    symptom(
        "disk.failing",
        r"\[Errno 5\]|\[Errno 116\]|Input/output error|Stale (?:NFS )?file handle|\[WinError (?:483|1117|1392)\]",
        "The disk, or the server on which the folder lies, did not answer: it is failing, or the connection to it broke.",
        by_hand(
            text(
                "Copy the project to a disk of this machine, and try again; save what matters first"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            ("OSError: [Errno 5] Input/output error", _ERRNO),
            ("OSError: [Errno 116] Stale file handle", _ERRNO),
        ),
    ),
    symptom(
        "disk.two-disks",
        r"\(os error (?:17|18)\)|\[Errno 18\]|\[WinError 17\]|Invalid cross-device link",
        "The cache and the environment lie on two disks, and a file cannot be linked or moved from one to the other.",
        by_hand(
            text("uv: the same with --link-mode copy; or the cache on the same disk: UV_CACHE_DIR")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "error: Failed to install: numpy-2.4.6-cp312-cp312-win_amd64.whl (numpy==2.4.6)\n  Caused by: failed to hardlink "
                "file from C:\\x to D:\\y: The system cannot move the file to a different disk drive. (os error 17)",
                "https://docs.astral.sh/uv/reference/settings/",
            ),
        ),
    ),
    symptom(
        "files.there-already",
        r"\[WinError (?:80|183)\]|\[Errno 17\]",
        "A file or a link of that name is there already, and what was left by a run that broke off is not written over.",
        by_hand(text("Delete what the message names, or name another folder, and try again")),
        weight=Weight.SHARP,
        seen=(
            (
                "FileExistsError: [WinError 183] Cannot create a file when that file already exists: 'a' -> 'b'",
                _WINERROR,
            ),
        ),
    ),
    symptom(
        "network.port-taken",
        r"\[Errno (?:98|48)\]|\[WinError 10048\]|Address already in use",
        "Another program listens at this port already, most often the same one, started twice.",
        by_hand(text("End the other one, or choose another port")),
        weight=Weight.SHARP,
        seen=(("OSError: [Errno 98] Address already in use", _ERRNO),),
    ),
    symptom(
        "programs.wrong-kind",
        r"\[Errno 8\] Exec format error|^exec (?!/)\S+: exec format error|^\[WinError 193\]|bad CPU type in executable",
        "A program that is called is cut, or was made for another kind of machine. Which one, stands in the lines above: "
        "most often it is ffmpeg.",
        by_hand(text("Fetch that program anew, for this system and this processor")),
        shared_remedies.FFMPEG,
        weight=Weight.SHARP,
        # Of a library it is another cause.
        unless=r"Error loading|DLL load failed|site-packages",
        seen=(
            (
                "Transcribing Audio...\n[WinError 193] %1 is not a valid Win32 application",
                "tmoroney/auto-subs#6",
            ),
            ("OSError: [Errno 8] Exec format error: 'ffmpeg'", _ERRNO),
        ),
    ),
    symptom(
        "files.name-refused",
        r"\[WinError (?:123|267)\]|\[Errno 22\] Invalid argument: '[A-Za-z]:(?![^'\n]*pip-\w+-)",
        'Windows takes no such name: it holds one of < > : " / \\ | ? *, a line break, or a backslash that Python took for '
        "something else.",
        by_hand(
            text(
                'Write paths as r"C:\\folder\\file.wav" or with /, and rename files with such signs'
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: [WinError 123] The filename, directory name, or volume label syntax is incorrect: 'C:\\\\x?.wav'",
                _WINERROR,
            ),
            ("OSError: [Errno 22] Invalid argument: 'C:\\x\\call?.wav'", _ERRNO),
        ),
    ),
    symptom(
        "files.folder-for-file",
        r"\[Errno 21\]|IsADirectoryError|\[Errno 20\]|NotADirectoryError",
        "A folder stands where a file is meant, or a file where a folder is.",
        by_hand(text("Give the path of the recording itself, with its ending")),
        weight=Weight.SHARP,
        seen=(("IsADirectoryError: [Errno 21] Is a directory: 'recordings'", _ERRNO),),
    ),
    symptom(
        "network.github-limit",
        r"HTTP Error (?:403|429|463): rate limit exceeded",
        "GitHub answers no more questions from this network for an hour. torch.hub asks it each time, even for what is "
        "there already.",
        by_hand(text("Take the package instead of torch.hub: python -m pip install silero-vad")),
        by_hand(
            text("Or torch.hub.load(..., skip_validation=True, trust_repo=True), or wait an hour")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                'File "/x/site-packages/torch/hub.py", line 638, in load\nurllib.error.HTTPError: HTTP Error 403: rate limit exceeded',
                "pytorch/pytorch#61755",
            ),
        ),
    ),
    symptom(
        "network.server-error",
        r"HTTP Error 5\d\d\b|(?<!\"\s)\b5\d\d (?:Server Error|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)",
        "The server that was asked has a problem of its own. Nothing on this machine is wrong.",
        by_hand(text("Try again later")),
        seen=(
            (
                'File "D:\\x\\site-packages\\torch\\hub.py", line 206, in _parse_repo_info\n'
                "urllib.error.HTTPError: HTTP Error 500: Internal Server Error",
                "TheDeathDragon/LiveTranslate#26",
            ),
        ),
    ),
    symptom(
        "network.refused-elsewhere",
        r"\b(?P<status>4(?:0[0135-9]|1\d|51)) Client Error[^\n]*for url: https?://"
        r"(?P<host>(?![\w.-]*(?:huggingface|hf\.co|hf-mirror|pypi|pythonhosted|pytorch))[\w.-]+)",
        "{host} was reached and refused what was asked ({status}): 401 and 403 mean the key or the rights of the account there, "
        "400 and 422 what was sent.",
        by_hand(
            text(
                "Look at the key that the program sends, and at what the documentation of {host} says",
                host="...",
            )
        ),
        seen=(
            (
                "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.openai.com/v1/audio",
                "https://requests.readthedocs.io/en/latest/user/quickstart/",
            ),
        ),
    ),
    symptom(
        "network.certificate-pip",
        r"problem confirming the ssl certificate|certificate verify failed",
        "The certificate of the server was not believed: something between this machine and the server re-signs the "
        "connection, the clock is wrong, or this Python is too old to know the authority.",
        by_hand(
            text(
                "Update first: python -m pip install --upgrade pip certifi; look at the date of this machine"
            )
        ),
        by_hand(text("In a company: set SSL_CERT_FILE and PIP_CERT to its root certificate (PEM)")),
        seen=(
            (
                "Could not fetch URL https://pypi.python.org/simple/pip/: There was a problem confirming the ssl certificate: "
                "HTTPSConnectionPool(host='pypi.org', port=443) - skipping",
                "pypa/pip#5548",
            ),
        ),
    ),
    symptom(
        "packages.torch-family",
        r"(?P<library>lib(?:torch|c10)\w*\.so[\d.]*): cannot open shared object file",
        "A package was built for another torch than the one that is here: that one has no {library} (hip: for cards of AMD, "
        "cuda: for those of NVIDIA).",
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        looks=("packages.builds",),
        seen=(
            (
                "OSError: libtorch_hip.so: cannot open shared object file: No such file or directory",
                "pytorch/audio#2525",
            ),
        ),
    ),
    symptom(
        "packages.system-library",
        r"(?P<library>lib(?!(?:av|sw)\w+\.so[\s\S]{0,900}(?:torchcodec|torio))[\w+.-]+?\.so[\d.]*): cannot open shared object file",
        "The library {library} is not on this system, and a compiled package wants it.",
        by_hand(
            text(
                "Debian, Ubuntu: apt-file search {library} names the package that has it",
                library="...",
            )
        ),
        apart="libcu..., libnv..., libnpp...: for CUDA. libav..., libsw...: of FFmpeg. libGL: of the desktop, "
        "and opencv-python-headless does without.",
        seen=(
            (
                'File "/x/site-packages/cv2/__init__.py", line 181, in <module>\n'
                "ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
                "https://pypi.org/project/opencv-python-headless/",
            ),
        ),
    ),
    symptom(
        "packages.system-old",
        r"version `(?P<what>(?:GLIBCXX|CXXABI)_[\d.]+)' not found",
        "A compiled package wants {what}: this system, or the libstdc++ that is found first, is older than it.",
        by_hand(
            text(
                "With conda: conda install -c conda-forge libstdcxx-ng, and start Python from that environment"
            )
        ),
        by_hand(text("Otherwise an older version of the package, or a newer system")),
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by "
                "/x/site-packages/scipy/x.so)",
                "https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/",
            ),
        ),
    ),
)
