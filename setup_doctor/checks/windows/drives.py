"""The drives and the folders that OneDrive keeps: whether what is put there stays there."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from setup_doctor.checks.windows.places import concerned, elsewhere
from setup_doctor.messages.text import listed, text
from setup_doctor.model import check
from setup_doctor.model.findings import failed, ok, warning

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding
    from setup_doctor.windows_api.drives_and_code_pages import Drive

_SLOW = {"network", "removable", "optical"}
_SMALL = {"FAT", "FAT32"}  # no file above 4 GB; no links
_VARIABLES = ("ONEDRIVE", "ONEDRIVECONSUMER", "ONEDRIVECOMMERCIAL")
# A subkey for each account: Personal, Business1.
_ACCOUNTS = r"HKCU\Software\Microsoft\OneDrive\Accounts"
# Marks that only a synchronising program sets on a folder.
_SYNCHRONISED = {"recalled when opened", "recalled when read", "pinned", "unpinned"}


@check(platforms=("windows",))
def drives(machine: Machine) -> Finding:
    r"""Every drive that gets something is there, and lies in this computer.

    Looks at: the drives of the environment, TEMP, HF_HOME and pip's cache: their kind, their file
    system, what is free on them.
    Why: on a network drive torch takes minutes to load and its links fail; on a stick with FAT32
    there are neither links nor files above 4 GB.
    Usual causes: a variable that still names a drive that is gone; a home folder on a server.
    Fix: another folder: `setx HF_HOME C:\d\hf`; for the environment, move the project.
    """
    trail, missing, poor = [], [], []
    for name, folder in concerned(machine).items():
        drive = machine.drive(folder)
        trail.append((f"{name}: {folder}", _told(drive, _free(machine, name))))
        missing += [(name, drive)] if drive.kind == "missing" else []
        poor += [(name, drive)] if drive.kind in _SLOW or drive.filesystem in _SMALL else []
    if missing:
        name, drive = missing[0]
        message = text("{name} lies on {root}, which is not there.", name=name, root=drive.root)
        return failed("windows.drive-missing", message, trail, elsewhere(name))
    if poor:
        name, drive = poor[0]
        message = text(
            "{name} lies on {root}, a poor place for it ({kind}).",
            name=name,
            root=drive.root,
            kind=listed(list(filter(None, (drive.kind, drive.filesystem)))),
        )
        return warning("windows.drive-unfit", message, trail, elsewhere(name))
    return ok(text("The drives are in this computer"), trail)


def _free(machine: Machine, name: str) -> Text | str:
    try:
        free = machine.free_bytes(concerned(machine)[name]) // 1_000_000
        return text("{megabytes} MB free", megabytes=free)
    except OSError as error:
        return str(error)


def _told(drive: Drive, free: Text | str) -> Text:
    kind = listed(list(filter(None, (drive.root, drive.kind, drive.filesystem))))
    return text("{drive}, {free}", drive=kind, free=free)


@check(platforms=("windows",))
def onedrive(machine: Machine) -> Finding:
    r"""Nothing is put where OneDrive carries it off.

    Looks at: the folders that the variables OneDrive, OneDriveConsumer and OneDriveCommercial name,
    those of OneDrive's accounts in the registry, and the marks of a synchronised folder, on the
    environment, HF_HOME and the folders above them.
    Why: OneDrive uploads thousands of files, holds them while pip moves them (WinError 32, 5), and
    takes them off the disk when it likes, so that the next run waits for the network.
    Usual causes: a project on a desktop or in Documents that Windows has handed to OneDrive.
    Fix: move the project to C:\d, or leave the folder out of the synchronisation.
    """
    roots = _roots(machine)
    trail = list(roots.items()) or [("OneDrive", "no such variable, and no account")]
    inside = []
    for name, folder in concerned(machine).items():
        root = next((r for r in roots.values() if _within(str(folder), r)), "")
        marks = _marked(machine, str(folder))
        trail.append(
            (f"{name}: {folder}", f"below {root}" if root else marks or "not synchronised")
        )
        inside += [name] if root or marks else []
    if not inside:
        return ok(text("No folder is synchronised by OneDrive"), trail)
    message = text("{name} lies in a folder that OneDrive synchronises.", name=inside[0])
    return warning("windows.onedrive", message, trail, elsewhere(inside[0]))


def _roots(machine: Machine) -> dict[str, str]:
    """The folders of OneDrive, by what names each; a window that is older has no variable yet."""
    found = {v: machine.environ[v] for v in _VARIABLES if machine.environ.get(v)}
    accounts = machine.registry(_ACCOUNTS)
    for name in accounts.keys if accounts else ():
        path = f"{_ACCOUNTS}\\{name}"
        key = machine.registry(path)
        folder = key.text("UserFolder") if key else ""
        if folder and folder not in found.values():
            found[f"{path}: UserFolder"] = folder
    return found


def _within(path: str, root: str) -> bool:
    return PureWindowsPath(path).is_relative_to(PureWindowsPath(root))


def _marked(machine: Machine, path: str) -> str:
    folder = type(machine.home)(path)
    for each in (folder, *folder.parents):
        found = _SYNCHRONISED & set(machine.marks(each))
        if found:
            return f"{each}: {', '.join(sorted(found))}"
    return ""
