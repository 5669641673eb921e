"""A stand-in for vswhere.exe: lists what a file beside it holds, by the rules of the real one.

Imported by the Linux suite, and zipped behind pip's launcher to be an .exe on Windows.
"""

import json
import sys
from pathlib import Path

BUILD_TOOLS = "Microsoft.VisualStudio.Product.BuildTools"
# What releases before 2.5 end over.
NEWER = {"-utf8", "-nologo", "-include"}


def answer(state, arguments):
    """The exit code and the text for `arguments` (its help: vswhere.lib.rc)."""
    if "says" in state:
        return state.get("code", 0), state["says"]
    if state.get("old") and NEWER & set(arguments):
        return 87, "Error 0x57: Unknown parameter: " + min(NEWER & set(arguments))
    return 0, json.dumps(list(_listed(state["instances"], arguments)), ensure_ascii=False)


def _listed(instances, arguments):
    for instance in instances:
        whole = instance.get("isComplete", True) and not instance.get("isRebootRequired", False)
        if "-all" not in arguments and not (whole and not instance.get("hidden")):
            continue
        if "*" not in arguments and instance.get("productId") == BUILD_TOOLS:
            continue
        told = {name: value for name, value in instance.items() if name != "hidden"}
        if "-include" in arguments:
            told["packages"] = [{"id": name} for name in told.get("packages", ())]
        else:
            told.pop("packages", None)
        yield told


def main():
    """Answer as a program."""
    beside = Path(sys.argv[0]).with_name("vswhere-stand-in.json")
    code, said = answer(json.loads(beside.read_text(encoding="utf-8")), sys.argv[1:])
    encoding = "utf-8" if "-utf8" in sys.argv else "cp866"
    sys.stdout.buffer.write(said.encode(encoding, errors="replace"))
    return code


if __name__ == "__main__":
    sys.exit(main())
