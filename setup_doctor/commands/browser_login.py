"""The login by a code in the browser (RFC 8628), where the installed client of the Hub has it.

The client asks, waits and stores by functions of its own: what it keeps beside the token is what it
renews it with. They are private ones, and stand where they do since 1.21; one without them has none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setup_doctor.machine.shell import PYTHON, spelled
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import TO_FIX

if TYPE_CHECKING:
    from collections.abc import Callable

    from setup_doctor.machine import Machine
    from setup_doctor.render.output import Output

_OLDEST = "1.21"
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Client:
    """What the installed huggingface_hub does of it.

    Attributes:
        request: asks for a code.
        poll: waits until it was entered, and returns the Hub's answer.
        save: stores that answer, with what renews the token.
    """

    request: Callable[[], Any]
    poll: Callable[[Any], Any]
    save: Callable[[Any], object]

    def log_in(self, output: Output) -> Any:
        """Show the page and the code, and wait for the person; return the Hub's answer."""
        asked = self.request()
        output.say(text("Open this page in a browser, here or on any other device:"))
        output.say(f"  {asked['verification_uri_complete']}")
        output.say(text("Log in with your account, compare the code or enter it, and agree:"))
        output.say(f"  {asked['user_code']}", "bold")
        minutes = max(1, int(asked["expires_in"]) // _MINUTE)
        output.say(text("Waiting for that, for {minutes} min. Ctrl-C ends it.", minutes=minutes))
        # It would say in its own words what is said here, in the reader's language.
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
        return self.poll(asked)


def offered() -> Client | None:
    """The login of the installed client; None where it has none, or does not load."""
    try:
        from huggingface_hub._login import _save_oauth_token  # noqa: PLC0415, slow to import
        from huggingface_hub.utils._oauth_device import (  # noqa: PLC0415, as above
            poll_device_token,
            request_device_code,
        )
    except (ImportError, ValueError):  # the latter: HF_HUB_ETAG_TIMEOUT=10s, for instance
        return None
    return Client(request_device_code, poll_device_token, _save_oauth_token)


def refused(machine: Machine, output: Output) -> int:
    """Say that there is no such login here; return the exit code."""
    wanted = {"oldest": _OLDEST}
    output.say(
        text("The login by browser needs huggingface_hub {oldest} or newer.", **wanted), "red"
    )
    upgrade = (PYTHON, "-m", "pip", "install", "--upgrade", f"huggingface_hub>={_OLDEST}")
    output.say(text("Next:"), "bold")
    output.say(f"  {spelled(upgrade, machine, output.encoding)}")
    return TO_FIX


def ended(error: BaseException, output: Output) -> int:
    """Say how the person or the clock ended it, and return the exit code; 0 for anything else."""
    code = str(getattr(error, "error_code", None) or "").rpartition(".")[2].lower()
    said = {
        "access_denied": text("The login was refused in the browser."),
        "expired_token": text("The code ran out before it was entered."),
    }.get(code)
    if said is None:
        return 0
    output.say(said, "red")
    again = text("Nothing was stored. Again: {command}", command="setup-doctor token set --browser")
    output.say(again)
    return TO_FIX
