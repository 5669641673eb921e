"""``python -m setup_doctor``: for shells whose PATH does not know the virtual environment."""

import os
import sys

from setup_doctor.cli import main


def _leave_out_the_folder_we_stand_in() -> None:
    # `-m` has it searched first: a typing.py or random.py of the user's, which may be the very reason
    # why the doctor was called, would be taken for Python's own.
    try:
        standing = os.path.realpath(os.curdir)
    except OSError:  # it is gone, and compiled modules are not loaded by way of it (3.13)
        sys.path[:] = [each for each in sys.path if each]
        return
    here = os.path.realpath(sys.path[0] or os.curdir) if sys.path else ""
    ours = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120 - pathlib loads what may lie there
    if here == standing and here != ours:
        del sys.path[0]


if __name__ == "__main__":
    _leave_out_the_folder_we_stand_in()
    main()
