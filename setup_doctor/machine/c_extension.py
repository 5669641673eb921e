"""Compiling a C extension of one line, to see whether compiler, headers and linker work together.

Run as a script, in a process and a folder of its own: ``python c_extension.py FOLDER``. It goes the way
that pip goes, by setuptools, and imports nothing of the doctor's.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

SOURCE = """\
#include <Python.h>
static struct PyModuleDef it = {PyModuleDef_HEAD_INIT, "one_line", NULL, -1, NULL};
PyMODINIT_FUNC PyInit_one_line(void) {
    PyObject *module = PyModule_Create(&it);
    if (module) PyModule_AddIntConstant(module, "answer", 42);
    return module;
}
"""
# The last words, by which the check knows how far it came.
ANSWERED = "the extension answered"
NO_SETUPTOOLS = "setuptools is not installed"


def main(folder: str) -> int:
    """Compile in `folder` and ask what came of it; the words go to stdout, the code is returned."""
    os.chdir(folder)
    try:
        _compile()
    except ImportError as error:
        _say(f"{NO_SETUPTOOLS}: {error}")
        return 1
    except (Exception, SystemExit) as error:  # noqa: BLE001 - of many libraries' many kinds
        _say(f"{type(error).__name__}: {error}")
        return 1
    # In yet another process: Windows deletes no module that is loaded.
    asked = [sys.executable, "-c", "import one_line; assert one_line.answer == 42"]
    answer = subprocess.run(asked, cwd=folder, timeout=60, check=False)
    if answer.returncode == 0:
        _say(ANSWERED)
    return answer.returncode


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def _compile() -> None:
    setuptools = importlib.import_module("setuptools")  # not here is an answer, too
    build_ext = importlib.import_module("setuptools.command.build_ext").build_ext
    Path("one_line.c").write_text(SOURCE, encoding="ascii")
    extension = setuptools.Extension("one_line", ["one_line.c"])
    project = setuptools.Distribution({"name": "one_line", "ext_modules": [extension]})
    command = build_ext(project)
    command.build_lib, command.build_temp = ".", "temporary"
    command.ensure_finalized()
    command.run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
