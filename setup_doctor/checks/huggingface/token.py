"""The token: where it stands, what hides what, and what came along when it was pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.models.causes import TOKEN_PAGE
from diarizer.models.tokens import UNREAD, Place, places, token_file
from setup_doctor.checks.huggingface.refusal import weights_are_here
from setup_doctor.messages.text import listed, text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import failed, note, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

_SET = "setup-doctor token set"
SET_TOKEN = Remedy(
    text('Make a token of the type "Read" and store it: {command}', command=_SET),
    page=TOKEN_PAGE,
)


@check()
def token(machine: Machine) -> Finding:
    """A Hugging Face token (only for pyannote).

    Looks at: HF_TOKEN, HUGGING_FACE_HUB_TOKEN, and the file that `hf auth login` writes, in the
    order in which the client of the Hub takes them; names that people set and nothing reads. The
    token itself is never shown.
    Why: pyannote's models are gated: an account has to accept their terms, and a token proves the
    account. Resemblyzer needs none.
    Usual causes: no account yet; a folder, or an empty file, where the token's file should be; an
    old HF_TOKEN that hides a fresh login; quotes, a byte order mark or the word `Bearer` that
    came along when it was pasted; a token file that PowerShell wrote in UTF-16.
    Fix: `setup-doctor token set`.
    """
    found = places()
    present = [place for place in found if place.token]
    trail: list[tuple[str, Text | str]] = [(place.name, _seen(place)) for place in found]
    trail += [(name, "set, and read by nothing") for name in UNREAD if machine.environ.get(name)]
    if not present:
        return _none(machine, trail)
    first = present[0]
    if (
        first.token is None
        or not first.token.is_sendable
        or not first.token.value.startswith("hf_")
    ):
        message = text(
            "What stands in {place} is no Hugging Face token: those begin with hf_ and hold letters "
            "and digits only.",
            place=first.name,
        )
        # Once the models are here, nobody asks for it.
        make = warning if weights_are_here() else failed
        return make("huggingface.token-malformed", message, trail, _again(first))
    return (
        _shadow(present, trail)
        or _blemish(first, trail)
        or _implicit(machine, trail)
        or ok(text("A Hugging Face token is there (from {place})", place=first.name), trail)
    )


def _seen(place: Place) -> Text:
    if place.token is None:
        return text("nothing there")
    if place.blemishes:
        return text("a token, with {what} around it", what=listed(place.blemishes))
    return text("a token")


def _again(place: Place) -> Remedy:
    """Where it stands now: a variable hides whatever is stored elsewhere."""
    if not place.name.isidentifier():
        return SET_TOKEN
    alone = text(
        "Set {place} again, to the token alone, from hf_ to its last letter", place=place.name
    )
    return common_remedies.by_hand(alone, TOKEN_PAGE)


def _none(machine: Machine, trail: list[tuple[str, Text | str]]) -> Finding:
    misnamed = [name for name in UNREAD if machine.environ.get(name)]
    if misnamed:
        message = text(
            "{name} is set, but nothing reads that name; it is HF_TOKEN.", name=misnamed[0]
        )
        rename = common_remedies.by_hand(text("Set HF_TOKEN in place of {name}", name=misnamed[0]))
        return warning("huggingface.token-misnamed", message, trail, rename)
    if (told := _useless_file(trail)) is not None:
        return told
    message = text("No Hugging Face token. Not needed, unless you want pyannote.")
    return note("huggingface.no-token", message, trail)


def _useless_file(trail: list[tuple[str, Text | str]]) -> Finding | None:
    """Somebody has stored a token, or meant to, and nothing can be read there."""
    path = token_file()
    place, cause = str(path), "huggingface.token-unreadable"
    if path.is_dir():
        message = text("{place} is a folder, and should be the file of the token.", place=place)
        away = text("Take the folder {place} away, then: {command}", place=place, command=_SET)
        return warning(cause, message, trail, common_remedies.by_hand(away, TOKEN_PAGE))
    try:
        path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        message = text("The file of the token, {place}, cannot be read.", place=place)
    else:
        message = text("The file of the token, {place}, is there, and no token in it.", place=place)
    return warning(cause, message, trail, SET_TOKEN)


def _shadow(present: list[Place], trail: list[tuple[str, Text | str]]) -> Finding | None:
    first, *others = present
    values = {place.name: place.token.value for place in present if place.token}
    hidden = [place for place in others if values[place.name] != values[first.name]]
    if not hidden:
        return None
    message = text(
        "{first} hides another token in {hidden}: a fresh login changes nothing while it is set.",
        first=first.name,
        hidden=hidden[0].name,
    )
    unset = common_remedies.by_hand(
        text("Remove {first}, unless it is the one you mean", first=first.name)
    )
    return warning("huggingface.token-shadowed", message, trail, unset)


def _blemish(first: Place, trail: list[tuple[str, Text | str]]) -> Finding | None:
    if not first.blemishes:
        return None
    message = text(
        "The token in {place} was read without {what}; other programs will stumble over that.",
        place=first.name,
        what=listed(first.blemishes),
    )
    return warning("huggingface.token-dirty", message, trail, _again(first))


def _implicit(machine: Machine, trail: list[tuple[str, Text | str]]) -> Finding | None:
    if machine.environ.get("HF_HUB_DISABLE_IMPLICIT_TOKEN", "").upper() not in {
        "1",
        "ON",
        "YES",
        "TRUE",
    }:
        return None
    message = text("HF_HUB_DISABLE_IMPLICIT_TOKEN is set: other programs will not send the token.")
    return warning("huggingface.token-implicit", message, trail)
