"""The screen and the parts of Python: what a program asks of the machine that is not there."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_NO_WINDOW = by_hand(text("Set MPLBACKEND=Agg before the start: pictures then go into files"))

DEVICES = (
    symptom(
        "python.incomplete",
        r"No module named '?(?P<module>_?tkinter|_ctypes|_lzma|_bz2|_ssl|_sqlite3|_hashlib|_curses|ensurepip)\b",
        "This Python came without {module}, which belongs to Python itself; pip has no such package.",
        by_hand(
            text(
                "On Linux: apt install python3-tk (for tkinter) or python3-full; on a Mac: brew install python-tk"
            )
        ),
        shared_remedies.NEW_PYTHON,
        _NO_WINDOW,
        weight=Weight.SHARP,
        seen=(
            (
                'File "/usr/local/lib/python3.6/tkinter/__init__.py", line 36, in <module>\n'
                "    import _tkinter # If this fails your Python may not be configured for Tk\n"
                "ModuleNotFoundError: No module named '_tkinter'",
                "matplotlib/matplotlib#9017",
            ),
        ),
    ),
    symptom(
        "packages.no-screen",
        r"Cannot load backend '\w+' which requires|_tkinter\.TclError|find a usable (?:tk|init)\.tcl"
        r"|no display name and no \$DISPLAY|could not connect to display|no Qt platform plugin could be initialized",
        "matplotlib wants to open a window, and there is no screen for it here, or this Python's Tk is damaged.",
        _NO_WINDOW,
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: Cannot load backend 'TkAgg' which requires the 'tk' interactive framework, as 'headless' "
                "is currently running",
                "xingjiepan/cylinder_fitting#3",
            ),
            (
                "_tkinter.TclError: Can't find a usable tk.tcl in the following directories:",
                "talmolab/sleap-nn#248",
            ),
        ),
    ),
)
