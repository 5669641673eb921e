"""What is known of the compiler and of everything that is taken for one. Values only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BUILD_TOOLS = "Microsoft.VisualStudio.Product.BuildTools"
TOOLS = "Microsoft.VisualStudio.Component.VC.Tools."
# By the architecture of the Python; one component brings the compilers for both kinds of x86.
COMPONENTS = {"x64": TOOLS + "x86.x64", "x86": TOOLS + "x86.x64", "arm64": TOOLS + "ARM64"}
# Not `.IpOverUsb`, nor the one for UWP only: neither brings io.h.
_SDK = re.compile(r"microsoft\.visualstudio\.component\.windows1[01]sdk\.\d+(\.desktop)?")


@dataclass(frozen=True, slots=True)
class Instance:
    """One Visual Studio, or one Build Tools, as vswhere knows it.

    Attributes:
        name: "Visual Studio Build Tools 2022".
        version: "17.14.36109.1".
        path: its folder.
        product: `BUILD_TOOLS`, or an IDE.
        packages: the ids of what it consists of, in lower case; None where vswhere is too old to
            tell.
        toolsets: the compilers that lie in its folder, "14.44.35207".
        complete: nothing broke off.
        launchable: it can be started.
        restart: it waits for a restart.
        listed: vswhere names it without being asked for broken ones too, as pip asks.
        vcvarsall: the script by which pip starts the compiler is there.
    """

    name: str
    version: str
    path: str
    product: str = BUILD_TOOLS
    packages: frozenset[str] | None = None
    toolsets: tuple[str, ...] = ()
    complete: bool = True
    launchable: bool = True
    restart: bool = False
    listed: bool = True
    vcvarsall: bool = True

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version, to be compared."""
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())

    @property
    def is_build_tools(self) -> bool:
        """Whether it is the compiler's own package rather than a Visual Studio to write in."""
        return self.product == BUILD_TOOLS

    def compiles_for(self, target: str) -> bool:
        """Whether the compiler for `target` is among its parts."""
        if self.packages is None:
            return bool(self.toolsets)
        return COMPONENTS[target].lower() in self.packages

    @property
    def has_sdk(self) -> bool:
        """Whether a Windows SDK is among its parts."""
        return any(_SDK.fullmatch(package) for package in self.packages or ())


@dataclass(frozen=True, slots=True)
class Kit:
    """A Windows SDK where the registry or its usual folder says.

    Attributes:
        root: its folder.
        source: what named it.
        version: its newest, "10.0.26100.0"; empty where it holds none.
        headers: io.h is there.
        library: kernel32.lib is there, for the architecture of this Python.
    """

    root: str
    source: str
    version: str = ""
    headers: bool = False
    library: bool = False

    @property
    def whole(self) -> bool:
        """Whether one can compile with it."""
        return self.headers and self.library


@dataclass(frozen=True, slots=True)
class Legacy:
    """A Visual C++ of 2015 or before, which vswhere does not know."""

    version: str  # "14.0"
    folder: str
    vcvarsall: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the judgement rests on.

    Attributes:
        target: what this Python is built for: ``x64``, ``x86``, ``arm64``.
        vswhere: where it is, or ought to be.
        vswhere_problem: why it did not answer; ``"not there"``, or empty.
        instances: what it listed.
        registered: names of instances that the installer has a record of.
        legacy: from the registry.
        kits: Windows SDKs.
        editor: where Visual Studio Code is, empty where it is not.
        runtime: the version of the Visual C++ Redistributable, empty where there is none.
        use_sdk: `DISTUTILS_USE_SDK` is set.
        cl: the compiler on PATH, empty where there is none.
        prompt: the architecture of the Developer Prompt one is in, empty outside of one.
        header: where this Python's Python.h is, or ought to be.
        has_header: it is.
        winget: it is on PATH.
    """

    target: str
    vswhere: Path
    vswhere_problem: str = ""
    instances: tuple[Instance, ...] = ()
    registered: tuple[str, ...] = ()
    legacy: tuple[Legacy, ...] = ()
    kits: tuple[Kit, ...] = ()
    editor: str = ""
    runtime: str = ""
    use_sdk: bool = False
    cl: str = ""
    prompt: str = ""
    header: str = ""
    has_header: bool = True
    winget: bool = True
