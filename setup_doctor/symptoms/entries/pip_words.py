"""What pip and venv say of themselves: what they want before they do anything."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.symptom import Weight, symptom

PIP_WORDS = (
    symptom(
        "python.pip-settings",
        r"is not a valid value for [\w-]+ option, please instead specify|^-(?:-[\w-]+)+ error: invalid truth value"
        r"|occurred during configuration: option [\w-]+:",
        "pip does not start, as a setting of its own holds what it cannot read: a variable, or a line in its file.",
        by_hand(
            text(
                "Unset the variable (PIP_VERBOSE for the option verbose), or correct the line of that option in pip.ini "
                "(pip.conf), and try again"
            )
        ),
        weight=Weight.SHARP,
        looks=("python.pip",),
        seen=(
            (
                "loud is not a valid value for verbose option, please instead specify either a non-negative integer or "
                "a boolean value",
                "https://pip.pypa.io/en/stable/topics/configuration/",
            ),
            (
                "An error occurred during configuration: option timeout: invalid floating-point value: 'soon'",
                "https://pip.pypa.io/en/stable/topics/configuration/",
            ),
        ),
    ),
    symptom(
        "python.pip-settings",
        r"Configuration file could not be loaded\.(?:\n[^\n]+)*|Configuration file contains invalid [^\n]+ characters",
        "pip does not start, as it cannot read its file of settings: it is no UTF-8, begins with a byte order mark, as some "
        "editors and PowerShell write it, or has a section twice.",
        by_hand(
            text(
                "Correct the file that is named, or give it another name: each section once, in brackets, and saved as "
                "UTF-8 without a byte order mark"
            )
        ),
        weight=Weight.SHARP,
        looks=("python.pip",),
        seen=(
            (
                "Configuration file could not be loaded.\nFile contains no section headers.\n"
                "file: 'C:\\x\\pip\\pip.ini', line: 1\n'\\ufeff[global]\\n'",
                "https://pip.pypa.io/en/stable/topics/configuration/",
            ),
        ),
    ),
    symptom(
        "python.pip-letters",
        r"UnicodeDecodeError: 'utf-8' codec can't decode",
        "This pip is from before 2018 and cannot read what a build says in the language of this Windows; the build's own error is "
        "hidden behind it.",
        by_hand(text("python -m pip install --upgrade pip")),
        weight=Weight.SHARP,
        where=r"in console_to_str",
        looks=("python.pip",),
        seen=(
            (
                'File "c:\\x\\lib\\site-packages\\pip\\compat\\__init__.py", line 75, in console_to_str\n'
                "    return s.decode('utf_8')\nUnicodeDecodeError: 'utf-8' codec can't decode byte 0xb1 in position 44",
                "bmcfee/resampy#53",
            ),
        ),
    ),
    symptom(
        "python.pip-disturbed",
        r"No such file or directory: '[^'\n]*[\\/]pip-(?:req|build)-tracker",
        "The folder in which pip keeps its notes was removed while it worked: by another pip at the same time, or by a program that "
        "clears temporary files.",
        by_hand(text("See that no other pip runs, and give the same command again")),
        weight=Weight.SHARP,
        seen=(
            (
                "Could not install packages due to an EnvironmentError: [Errno 2] No such file or directory: "
                "'c:\\\\x\\\\temp\\\\pip-req-tracker-ghrj1w\\\\566224e1'",
                "pypa/pip#5754",
            ),
        ),
    ),
    symptom(
        "memory.pip",
        # Its last line of all, and not a program's that was started after it.
        r"^(?:Collecting|Downloading|Using cached|Requirement already satisfied|Installing collected)\b[^\n]*\n+"
        r"(?:[^\n]*\d ?[kMG]i?B\b[^\n]*\n+)*Killed$",
        "Linux ended pip because the memory was full: a large package (torch) is held in memory as a whole while it goes to the cache.",
        by_hand(text("Give the same command with --no-cache-dir behind install")),
        weight=Weight.SHARP,
        unless="Traceback",
        seen=(("Collecting torch>=1.0.1\n\nKilled", "resemble-ai/Resemblyzer#30"),),
    ),
    symptom(
        "python.no-ensurepip",
        r"because ensurepip is not available|No module named '?ensurepip",
        "The Python of this system comes without what makes an environment: Debian and Ubuntu put it into a package of its own.",
        by_hand(
            text(
                "sudo apt install python3-venv, delete the half-made folder, and make the environment again"
            )
        ),
        weight=Weight.SHARP,
        looks=("python.environment",),
        seen=(
            (
                "The virtual environment was not created successfully because ensurepip is not\navailable.  On Debian/Ubuntu "
                "systems, you need to install the python3-venv\npackage",
                "https://docs.python.org/3/library/venv.html",
            ),
        ),
    ),
    symptom(
        "python.pip-mixed",
        r"TypeError: 'module' object is not callable|cannot import name '?main'?",
        "The program pip belongs to another version of pip than the package that it starts: two of them lie over each other.",
        by_hand(text("Call it by its Python: python -m pip")),
        by_hand(text("That Python's programs anew: python -m pip install --force-reinstall pip")),
        weight=Weight.SHARP,
        where=r"(?:Scripts|bin)[\\/]+pip[\d.]*(?:\.exe)?\b",
        looks=("python.pip",),
        seen=(
            (
                "File \"C:\\x\\Scripts\\pip.exe\\__main__.py\", line 9, in <module>\nTypeError: 'module' object is not callable",
                "pypa/pip#7369",
            ),
            (
                "File \"/usr/bin/pip3\", line 9, in <module>\n    from pip import main\nImportError: cannot import name 'main'",
                "https://pip.pypa.io/en/stable/user_guide/",
            ),
        ),
    ),
    symptom(
        "python.pip-itself",
        r"To modify pip, please run the following command",
        "On Windows pip.exe cannot replace itself while it runs.",
        by_hand(text("python -m pip install --upgrade pip")),
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: To modify pip, please run the following command:\nC:\\x\\python.exe -m pip install --upgrade pip",
                "https://pip.pypa.io/en/stable/installation/",
            ),
        ),
    ),
    symptom(
        "packages.old-metadata",
        r"(?:has invalid metadata|Please use pip<24\.1)"
        # Where pip then finds nothing else, that line is the error; elsewhere it is a warning.
        r"(?:[\s\S]{0,900}?(?:Could not find a version|No matching distribution))?",
        "That old version of a package describes itself in a way that pip 24.1 and newer refuse.",
        by_hand(
            text(
                "Ask for a newer version of the package that asks for it (whisperx, pyannote.audio)"
            )
        ),
        by_hand(
            text(
                'Or, for this environment alone: python -m pip install "pip<24.1", and the same command again'
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "WARNING: Ignoring version 1.5.4 of pytorch-lightning since it has invalid metadata:\nPlease use pip<24.1 if you "
                "need to use this version.\nERROR: Could not find a version that satisfies the requirement "
                "pytorch-lightning<1.7,>=1.5.4",
                "https://pip.pypa.io/en/stable/news/",
            ),
            (
                "WARNING: Ignoring version 2.0.6 of omegaconf since it has invalid metadata:\nPlease use pip<24.1 if you need to "
                "use this version.",
                "facebookresearch/fairseq#5518",
            ),
        ),
    ),
    symptom(
        "huggingface.stale-part",
        r"416 Client Error|Requested Range Not Satisfiable",
        "A download is to be gone on with from behind its end: what is left of an earlier one does not fit the file any more.",
        by_hand(
            text(
                "Delete the files ending in .incomplete below the cache (~/.cache/huggingface/hub), and download it again"
            )
        ),
        weight=Weight.SHARP,
        looks=("models.cache",),
        seen=(
            (
                "requests.exceptions.HTTPError: 416 Client Error: Requested Range Not Satisfiable for url: "
                "https://cdn-lfs.huggingface.co/repos/x",
                "https://huggingface.co/docs/huggingface_hub/guides/download",
            ),
        ),
    ),
    symptom(
        "packages.wheel-wanted",
        r"invalid command '?bdist_wheel",
        "A package is built from its source by a setuptools that cannot make wheels by itself, and the package wheel is not beside "
        "it.",
        by_hand(text("python -m pip install --upgrade pip setuptools wheel, and try again")),
        # The package that does not build says more, where it is named: it may be there ready-built.
        weight=Weight.VAGUE,
        looks=("python.pip",),
        seen=(("error: invalid command 'bdist_wheel'", "pypa/packaging-problems#354"),),
    ),
    symptom(
        "network.no-such-file",
        r"HTTP error 404 while getting",
        "There is no file at the address that pip was led to: it was withdrawn, the index or mirror lags behind, or the address has "
        "a slip.",
        by_hand(
            text(
                "Ask for the package by its name instead of an address, and from another index: "
                "python -m pip install --no-cache-dir --index-url https://pypi.org/simple NAME"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: HTTP error 404 while getting https://github.com/x/archive/refs/heads/sysconfig.zip",
                "pypa/pip#9890",
            ),
        ),
    ),
)
