"""Parts of Python itself that are not there: another Python than the code wants, or a file of that name."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_STANDARD = (
    r"abc|argparse|array|ast|asyncio|base64|calendar|code|codecs|collections|concurrent|configparser|contextlib|copy|csv|ctypes"
    r"|dataclasses|datetime|decimal|email|enum|fractions|functools|glob|hashlib|heapq|html|http|importlib|inspect|io|ipaddress"
    r"|itertools|json|locale|logging|math|multiprocessing|numbers|operator|os|pathlib|pickle|platform|queue|random|re|secrets"
    r"|select|selectors|shutil|signal|socket|sqlite3|ssl|statistics|string|struct|subprocess|sysconfig|tempfile|threading|time"
    r"|token|tokenize|tomllib|traceback|types|typing|unittest|urllib|uuid|warnings|wave|weakref|xml|zipfile|zlib|zoneinfo"
)
_FOLDERS = (  # of these; the others are single files, in which nothing else is
    r"asyncio|collections|concurrent|ctypes|email|html|http|importlib|json|logging|multiprocessing|sqlite3|tomllib|unittest|urllib"
    r"|xml|zoneinfo"
)
STANDARD = tuple(_STANDARD.split("|"))
"""Parts of Python whose names people give to files of their own."""
# Where it lies, if it is Python's own: .../lib/python3.12/typing.py, ...\Python312\Lib\typing.py.
_OF_PYTHON = r"[^\n)]*[\\/]lib(?:64)?[\\/](?:python\d|\w+\.py|\w+[\\/]__init__\.py)"

STANDARD_LIBRARY = (
    symptom(
        "network.no-certificates",
        r"unable to get local issuer certificate",
        "The Python of python.org for the Mac comes without certificates, until they are brought once. If it stays after that, "
        "something in between (a company proxy, a virus scanner) re-signs the connection.",
        by_hand(
            text(
                'Open the folder "Python 3.x" in Applications, and start "Install Certificates.command"'
            )
        ),
        by_hand(text("Set SSL_CERT_FILE to your company's root certificate (PEM) and try again")),
        weight=Weight.SHARP,
        where=r"/Library/Frameworks/Python\.framework|\bdarwin\b|\[Clang \d|macOS|/Applications/Python",
        looks=("huggingface.reach",),
        seen=(
            (
                'File "/Library/Frameworks/Python.framework/Versions/3.12/lib/python3.12/urllib/request.py", line 1347, in do_open\n'
                "urllib.error.URLError: <urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get "
                "local issuer certificate (_ssl.c:1000)>",
                "meizhong986/WhisperJAV#320",
            ),
        ),
    ),
    symptom(
        "packages.own-name",
        rf"cannot import name '\w+' from '(?P<module>{_STANDARD})' \((?!{_OF_PYTHON}|<)[^\n)]*[\\/](?P=module)\.py\)",
        "A file of your own is called {module}, like a part of Python, and hides it.",
        shared_remedies.RENAME_OWN,
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: cannot import name 'Random' from 'random' (C:\\d\\random.py)",
                "https://docs.python.org/3/faq/programming.html",
            ),
        ),
    ),
    symptom(
        "python.name-dropped",
        r"cannot import name '(?P<what>Mapping|MutableMapping|Sequence|MutableSequence|Iterable|Iterator|Callable|Hashable|Set"
        r"|MutableSet|Sized|Container|Generator|Awaitable|Coroutine)' from '(?P<module>collections)'"
        r"|cannot import name '(?P<name>getargspec|formatargspec)' from '(?P<part>inspect)'",
        "This Python no longer has {module}.{what}: the package was written for an older one.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(text("Or make the environment with an older Python, such as 3.11")),
        weight=Weight.SHARP,
        names=(r"cannot import name '(?P<what>\w+)' from '(?P<module>(?:collections|inspect))'",),
        looks=("python.version",),
        seen=(
            (
                "ImportError: cannot import name 'Mapping' from 'collections' (/usr/lib/python3.10/collections/__init__.py)",
                "https://docs.python.org/3/whatsnew/3.10.html",
            ),
        ),
    ),
    symptom(
        "python.too-old-for-code",
        rf"cannot import name '(?P<what>\w+)' from '(?P<module>(?:{_STANDARD})(?:\.[\w.]+)?)'",
        "{module} is a part of Python itself, and this Python's has no {what}: the code was written for another version of "
        "Python, most often a newer one. No package brings it.",
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                "ImportError: cannot import name 'TypedDict' from 'typing' (/usr/lib/python3.7/typing.py)",
                "gradio-app/gradio#1802",
            ),
        ),
    ),
    symptom(
        "packages.own-name",
        # An index has a single file under the name of OpenAI's whisper; __main__ is the program itself.
        rf"; '(?P<module>(?!(?:{_STANDARD}|whisper|__\w+)')\w+|{_FOLDERS})' is not a package",
        "{module} is a single file here, and a package elsewhere: most often a file of your own is called {module}.py, and hides "
        "the package. Nothing has to be installed for that.",
        shared_remedies.RENAME_OWN,
        weight=Weight.SHARP,
        apart='Where it lies: python -c "import {module}; print({module}.__file__)". If that is in site-packages, what was '
        "installed is another package of this name.",
        seen=(
            (
                "ModuleNotFoundError: No module named 'whisper_mic.utils'; 'whisper_mic' is not a package",
                "mallorbc/whisper_mic#36",
            ),
        ),
    ),
    symptom(
        "python.name-dropped",
        r"No module named '(?P<module>typing\.(?:io|re))'",
        "This Python no longer has {module}: the package was written for an older one.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(text("Or make the environment with an older Python, such as 3.11")),
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'typing.io'; 'typing' is not a package",
                "https://docs.python.org/3/whatsnew/3.13.html",
            ),
        ),
    ),
    symptom(
        "python.incomplete",
        rf"No module named '?(?P<module>(?:{_STANDARD})\.[A-Za-z_][\w.]*|_(?:socket|posixshmem|decimal|struct)\b)",
        "{module} is a part of Python itself, and this Python came without it: a packed program, an embedded Python, or one "
        "that was not unpacked as a whole. No package brings it.",
        by_hand(text("A packed program: tell its author, or take a newer version of it")),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'unittest.mock'",
                "allanrmartins/ScribaDev#200",
            ),
        ),
    ),
    symptom(
        "python.too-old-for-code",
        r"^(?:(?:Import|ModuleNotFound|Syntax|Attribute|Type|Unicode\w+)Error): ",
        "This is Python 2, for which nothing is made any more: the pip or python that was called belongs to it.",
        by_hand(text("Call python3 and python3 -m pip, in an environment: python3 -m venv .venv")),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        where=r"[\\/]python2\.\d[\\/]|[\\/]Python2\d[\\/]",
        looks=("python.version",),
        seen=(
            (
                'File "/usr/local/lib/python2.7/dist-packages/pyvoc/pyvoc.py", line 12, in <module>\n'
                "ImportError: No module named check_config",
                "makkoncept/pyvoc#6",
            ),
        ),
    ),
    symptom(
        "python.kernel-died",
        r"kernel(?: for \S+)? (?:appears to have|has) died|The Kernel crashed while executing code|kernel process died|Python kernel is"
        r" unresponsive",
        "The Python behind the notebook ended without a word: its memory was full, or a compiled part of a package crashed, most "
        "often two libraries of the same kind in one process.",
        by_hand(
            text(
                "Run the same as a script in a terminal: python -X faulthandler script.py says where it ended"
            )
        ),
        by_hand(
            text("Work on a shorter piece, and in an environment in which pip alone installed")
        ),
        seen=(
            (
                "The kernel for Untitled1.ipynb appears to have died. It will restart automatically.",
                "jupyterlab/jupyterlab-desktop#717",
            ),
            (
                "The Kernel crashed while executing code in the the current cell or a previous cell.",
                "pytorch/pytorch#117494",
            ),
        ),
    ),
)
