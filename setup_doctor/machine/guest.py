"""What the doctor lets another Python run: it says what it is, or it borrows the doctor's modules.

    python guest.py                      the facts about this Python, as JSON
    python guest.py -m MODULE ...        as `python -m`, with the doctor's own two packages
    python guest.py -c CODE              as `python -c`, the same

Only `setup_doctor` and `diarizer` are lent, and they come from the doctor's installation, whatever
this Python has of that name. All else, numpy and torch first of all, is this Python's alone: the path
on which it looks for modules is the one that it would have had. Nothing is installed, and no variable
is set that another program would inherit.

It is kept in a syntax that any Python reads, so that an old one can say what it is.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, no-warn-unreachable

import os
import sys

LENT = ("setup_doctor", "diarizer")
MARK = "setup-doctor-facts:"  # what a sitecustomize prints stands before it
OLDEST = (3, 10)
HERE = os.path.dirname(os.path.abspath(__file__))


class Lender(object):
    """Finds the lent packages in the doctor's installation, before all others look."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Where `name` is, if it is the doctor's."""
        if path is not None or name not in LENT:
            return None
        from importlib.machinery import PathFinder

        return PathFinder.find_spec(name, [os.path.dirname(os.path.dirname(HERE))], target)


def main():
    """Do as one was told on the command line."""
    # The folder of this script is no place for modules: its neighbours are called like others'.
    if sys.path and os.path.abspath(sys.path[0]) == HERE:
        del sys.path[0]
    kind, rest = (sys.argv[1:] or [""])[0], sys.argv[2:]
    if not kind:
        sys.stdout.write("\n" + MARK + facts() + "\n")
        return
    if sys.version_info < OLDEST:
        told = ".".join(map(str, sys.version_info[:2])), ".".join(map(str, OLDEST))
        sys.exit("This is Python %s; the doctor's modules need %s or newer." % told)
    sys.meta_path.insert(0, Lender)
    if kind == "-m":
        import runpy

        sys.path.insert(0, os.getcwd())
        sys.argv[:] = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.path.insert(0, "")
        sys.argv[:] = ["-c"] + rest[1:]
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102 - as asked


def facts():
    """What decides which packages fit this Python, and where they lie."""
    import json
    import sysconfig

    told = {
        "executable": sys.executable,
        "version": list(sys.version_info[:3]),
        "bits": 64 if sys.maxsize > 2**32 else 32,
        "tag": sysconfig.get_platform(),
        "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "prefix": sys.prefix,
        "base_prefix": getattr(sys, "base_prefix", sys.prefix),
        "include": sysconfig.get_path("include"),
        "packages": [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")],
        "path": sys.path,
    }
    return json.dumps(told)


if __name__ == "__main__":
    main()
