"""What the exit codes of Microsoft's installers mean, and which of them ask for a restart.

Whatever they say, the check looks again: a code other than 0 may come with a compiler that works.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from setup_doctor.messages.text import Text, text

if TYPE_CHECKING:
    from setup_doctor.model import Remedy

# setup.exe is the Visual Studio Installer; the others hand on its codes or have their own.
_INSTALLERS = ("winget", "setup", "vs_buildtools", "vc_redist.x64")
NOT_STARTED = 127  # as shells say it


@dataclass(frozen=True, slots=True)
class Ending:
    """How an installer ended.

    Attributes:
        meaning: one sentence, with the next step where there is one.
        restart: it did its work, which counts from the next start of Windows on.
    """

    meaning: Text
    restart: bool = False


def ending(remedy: Remedy, code: int) -> Ending | None:
    """What `code` means when it comes from an installer; None from other programs.

    Args:
        remedy: whose command ended with it.
        code: as subprocess gives it: Windows knows the codes above 2**31 as negative numbers.
    """
    programs = (PureWindowsPath(command[0]).stem.lower() for command in remedy.commands)
    if not any(program in _INSTALLERS for program in programs):
        return None
    signed = code - 2**32 if code >= 2**31 else code
    known = _ENDINGS.get(signed)
    return known or Ending(text("The installer ended with a code that is not known here."))


def _say(meaning: str, *, restart: bool = False) -> Ending:
    return Ending(text(meaning), restart)


_DONE = _say("Done.")
_RESTART = _say("Done; it works once the computer has been restarted.", restart=True)
_RESTARTING = _say("Done; the computer restarts now.", restart=True)
_BUSY = _say("Another installation is running. Wait for its end, then try again.")
_CANCELLED = _say("It was cancelled.")
_OFFLINE = _say("There is no connection to Microsoft's servers. Look at the network and the proxy.")
_IN_USE = _say("Visual Studio is in use. Close it and its installer, then try again.")
_DOWNLOAD = _say("The installer could not be downloaded. Look at the network and the proxy.")
_UNFIT = _say("This computer does not meet the installer's requirements.")
_POLICY = _say("A policy of your organisation forbids it. Ask its administrators.")
_ENDINGS = {
    0: _DONE,
    NOT_STARTED: _say("The program is not there or could not be started."),
    # Of setup.exe and the bootstrapper, which rustup knows too.
    740: _say("Administrator rights are needed: do it in a terminal of the administrator."),
    1001: _BUSY,
    1003: _IN_USE,
    1602: _CANCELLED,
    1618: _BUSY,
    1641: _RESTARTING,
    3010: _RESTART,
    5003: _DOWNLOAD,
    5004: _CANCELLED,
    5005: _say("The installer does not understand an option: it may be too old."),
    5007: _UNFIT,
    8001: _say("This installer is not made for ARM."),
    8002: _say("The check before the download failed."),
    8003: _say("A part that was asked for is no longer supported."),
    8004: _say("The folder to install into cannot be used."),
    8005: _say("What was downloaded is not what it should be. Try again."),
    8006: _IN_USE,
    8008: _say("A check before the installation failed."),
    8009: _say("A check before the installation failed."),
    -1073720687: _OFFLINE,
    -1073741510: _say("The installer was ended from outside."),
    # Of winget itself (0x8A15....), by its page of return codes.
    -1978335226: _say(
        "winget could not start the installer, or the question for rights was denied."
    ),
    -1978335224: _DOWNLOAD,
    -1978335135: _say("It is installed already: change it in the Visual Studio Installer."),
    -1978334974: _BUSY,
    -1978334973: _IN_USE,
    -1978334971: _say("The disk is full. Make room, then try again."),
    -1978334969: _OFFLINE,
    -1978334967: _RESTART,
    -1978334966: _say("The computer has to be restarted first. Then try again."),
    -1978334965: _RESTARTING,
    -1978334964: _CANCELLED,
    -1978334963: _say("Another version is installed: change it in the Visual Studio Installer."),
    -1978334961: _POLICY,
    -1978334959: _IN_USE,
    -1978334957: _UNFIT,
}
