"""A copy of the environment that runs the tests, made to be damaged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def has(*packages: str) -> bool:
    """Whether pip lists them all."""
    try:
        return all(metadata.version(package) for package in packages)
    except metadata.PackageNotFoundError:
        return False


class Environment:
    """A copy of this virtual environment, by hard links and so in seconds."""

    def __init__(self, root: Path, environ: Mapping[str, str] | None = None) -> None:
        shutil.copytree(sys.prefix, root, symlinks=True, copy_function=_link)
        self.python = root / "bin" / "python"
        self.packages = next((root / "lib").glob("python3*/site-packages"))
        self.environ = dict(os.environ if environ is None else environ)
        self._own("setup-doctor")

    def _own(self, program: str) -> None:
        """Let a program start the Python of this copy, as where it was installed, and not the other's."""
        path = self.python.with_name(program)
        if path.is_file():
            _, _, rest = path.read_text(encoding="utf-8").partition("import ")
            path.unlink()  # a hard link: the other one stays as it is
            start = f"#!/bin/sh\n'''exec' \"{self.python}\" \"$0\" \"$@\"\n' '''\n"
            path.write_text(f"{start}import {rest}", encoding="utf-8")
            path.chmod(0o755)

    def run(self, *arguments: object, **extra: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [self.python, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            timeout=900,
            check=False,
            cwd=self.packages.parent,
            stdin=subprocess.DEVNULL,
            env={**self.environ, **extra},
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def doctor(
        self, *arguments: str, code: int | None = None, **extra: str
    ) -> subprocess.CompletedProcess[str]:
        done = self.run("-m", "setup_doctor", *arguments, **extra)
        if code is not None:
            assert done.returncode == code, done.stdout + done.stderr
        return done

    def found(self, *arguments: str, code: int, **extra: str) -> dict[str, dict]:
        document = json.loads(self.doctor("check", "--json", *arguments, code=code, **extra).stdout)
        return {result["id"]: result for result in document["results"]}

    def remove(self, *patterns: str) -> None:
        for pattern in patterns:
            for path in self.packages.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def cut(self, path: Path, size: int) -> None:
        start = path.read_bytes()[:size]
        path.unlink()  # it is a hard link: writing into it would cut the original
        path.write_bytes(start)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)
