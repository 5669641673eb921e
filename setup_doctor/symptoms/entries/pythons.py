"""Pythons that are too new, too old, or somebody else's."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_NOT_THE_SYSTEM = "(?!/usr/bin/|/usr/local/bin/|/bin/)"

PYTHONS = (
    symptom(
        "packages.pkg-resources-other",
        r"No module named '?pkg_resources",
        "A package of this environment imports pkg_resources, which setuptools 82 removed.",
        weight=Weight.SHARP,
        where=r'site-packages[\\/](?!webrtcvad|resemblyzer|pkg_resources)\w+[^"\n]*", line \d+, in [^\n]+\s+'
        r"(?:import pkg_resources|from pkg_resources|__import__\(.pkg_resources)",
        needs=("setuptools<81",),
        seen=(
            (
                'File "/x/site-packages/lightning_fabric/__init__.py", line 40, in <module>\n'
                '    __import__("pkg_resources").declare_namespace(__name__)\n'
                "ModuleNotFoundError: No module named 'pkg_resources'",
                "openvinotoolkit/nncf#3903",
            ),
        ),
    ),
    symptom(
        "packages.pkg-resources",
        r"No module named '?pkg_resources",
        "The source webrtcvad imports pkg_resources, which setuptools 82 removed. A compiler does not "
        "help here either; webrtcvad-wheels does without it.",
        shared_remedies.RESEMBLYZER,
        apart="Look at the file above the error: if it is not webrtcvad.py, `setuptools<81` helps instead.",
        seen=(
            (
                "File \"webrtcvad.py\", line 1, in <module>\nModuleNotFoundError: No module named 'pkg_resources'",
                "wiseman/py-webrtcvad#97",
            ),
        ),
    ),
    symptom(
        "python.moved-environment",
        # bash before 5.2, zsh, bash, fish: the first line of the program names that Python. One of the
        # system is named by a script, and what bash alone says is said of any program that lacks a loader.
        r"(?<!/usr/bin/)(?<!/usr/local/bin/)(?<!\s/bin/)python[\d.]*: bad interpreter: No such file"
        rf"|bad interpreter: {_NOT_THE_SYSTEM}[^\n]*python[\d.]*: no such file"
        r"|(?:env[\w.-]*/bin/(?!python)[\w.-]+|/bin/pip[\d.]*): cannot execute: required file not found"
        rf"|specified the interpreter .{_NOT_THE_SYSTEM}[^\n]*python[\d.]*., which is not an executable command",
        "The environment starts a Python that is no longer where it was: that Python was removed or brought up to date, or the "
        "folder of the environment was moved, renamed or copied.",
        by_hand(
            text("Make it anew, in its folder, and install again: python3 -m venv --clear .venv")
        ),
        by_hand(text("Where only pip says so: python -m pip in place of pip")),
        weight=Weight.SHARP,
        looks=("python.environment",),
        seen=(
            (
                "-bash: /x/bin/virtualenv: /x/packages/python2/2.7.6-2/bin/python: bad interpreter: No such file or directory",
                "codio/boxparts#194",
            ),
            (
                "zsh: ./venv/bin/pip: bad interpreter: /x/venv/bin/python3.11: no such file or directory",
                "https://docs.python.org/3/library/venv.html",
            ),
            (
                "./install-service.sh: line 763: /opt/x/venv/bin/pip: cannot execute: required file not found",
                "agessaman/meshcore-bot#229",
            ),
        ),
    ),
    symptom(
        "python.module-dropped",
        r"No module named '?(?P<module>pyaudioop|audioop)\b",
        "Python 3.13 removed audioop, which pydub uses; pip has it under another name.",
        weight=Weight.SHARP,
        needs=("audioop-lts",),
        seen=(("ModuleNotFoundError: No module named 'pyaudioop'", "jiaaro/pydub#839"),),
    ),
    symptom(
        "python.module-dropped",
        r"No module named '?(?P<module>aifc|sunau|chunk|sndhdr|imghdr|cgi|cgitb|crypt|telnetlib|uu|xdrlib|pipes|nntplib)\b",
        "Python 3.13 removed {module}, and a package still imports it; pip has it under another name.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        weight=Weight.SHARP,
        needs=("standard-{module}",),
        seen=(
            ("ModuleNotFoundError: No module named 'sunau'", "moises-ai/moises-db#13"),
            (
                "    import aifc\nModuleNotFoundError: No module named 'aifc'",
                "beetbox/audioread#144",
            ),
        ),
    ),
    symptom(
        "python.distutils",
        r"No module named '?(?:distutils|imp)\b",
        "Python 3.12 removed this module, and an old package still imports it.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(text("Or make the environment with an older Python, such as 3.11")),
        needs=("setuptools<81",),
        apart="setuptools brings distutils back, and not imp.",
        seen=(
            (
                "from distutils.version import LooseVersion\nModuleNotFoundError: No module named 'distutils'",
                "Uberi/speech_recognition#732",
            ),
            ("ModuleNotFoundError: No module named 'imp'", "KoljaB/TurnVoice#9"),
        ),
    ),
    symptom(
        "python.name-dropped",
        r"module '(?P<module>pkgutil|collections|inspect|asyncio|configparser|ast|importlib|typing|ssl|time|fractions|unittest|locale|gettext"
        r"|base64|array|platform|threading|logging)' has no attribute '(?P<what>\w+)'",
        "This Python no longer has {module}.{what}: the package was written for an older one.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        by_hand(text("Or make the environment with an older Python, such as 3.11")),
        weight=Weight.SHARP,
        looks=("python.version",),
        seen=(
            (
                'File "C:\\x\\overlay\\Lib\\site-packages\\pkg_resources\\__init__.py", line 2191, in <module>\n'
                "AttributeError: module 'pkgutil' has no attribute 'ImpImporter'. Did you mean: 'zipimporter'?",
                "Knuckles92/OpenWhisper#1",
            ),
        ),
    ),
    symptom(
        "python.too-old-for-code",
        r"'type' object is not subscriptable|unsupported operand type\(s\) for \|: '(?:type|_?\w*Meta\w*)' and"
        r"|cannot import name '(?:Self|TypeAlias|ParamSpec|override)' from 'typing'|No module named 'tomllib'",
        "The package was written for a newer Python than this one.",
        shared_remedies.NEW_PYTHON,
        seen=(
            (
                "TypeError: unsupported operand type(s) for |: 'type' and 'NoneType'",
                "https://docs.python.org/3/whatsnew/3.10.html",
            ),
        ),
    ),
    symptom(
        "python.too-old-for-code",
        r"\bf(?:\"[^\n]*\"|'[^\n]*')[^\n]*\n+\^\n+SyntaxError: invalid syntax$",
        'The program was written for Python 3.6 or newer (it has texts that begin with f"), and an older one ran it.',
        by_hand(
            text("Look which runs: python --version; on Windows start it as py -3.12 PROGRAM.py")
        ),
        shared_remedies.NEW_PYTHON,
        weight=Weight.VAGUE,
        unless=r"\bpython ?3\.?(?:[6-9]|1\d)(?!\d)",
        looks=("python.version",),
        seen=(
            (
                'File "a.py", line 4\n    print(f"start={turn.start:.1f}")\n                                  ^\n'
                "SyntaxError: invalid syntax",
                "https://docs.python.org/3/whatsnew/3.6.html",
            ),
        ),
    ),
    symptom(
        "python.environment",
        r"externally-managed-environment|is externally managed",
        "This Python belongs to the operating system; packages go into a virtual environment.",
        by_hand(text("Run install.sh (install.ps1 on Windows): it makes .venv")),
        weight=Weight.SHARP,
        looks=("python.keeper",),
        seen=(
            ("error: externally-managed-environment", "https://peps.python.org/pep-0668/"),
            (
                "error: The interpreter at /usr is externally managed, and indicates the following",
                "https://packaging.python.org/specifications/externally-managed-environments/",
            ),
        ),
    ),
    symptom(
        "packages.typing-backport",
        r"has no attribute '_abc_registry'|'typing' package is an obsolete backport",
        "The typing back-port hides the standard library's own typing module.",
        common_remedies.uninstall("typing"),
        seen=(
            (
                "AttributeError: type object 'Callable' has no attribute '_abc_registry'",
                "https://pypi.org/project/typing/",
            ),
        ),
    ),
)
