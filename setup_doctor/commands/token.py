"""`setup-doctor token`: where a token stands, and storing one where the Hub's client keeps it."""

from __future__ import annotations

import getpass
import sys
from functools import partial
from typing import TYPE_CHECKING

from diarizer.models import Hub, classify
from diarizer.models.causes import TOKEN_PAGE
from diarizer.models.tokens import Token, clean, places, token_file
from setup_doctor.checks import find
from setup_doctor.commands import browser_login
from setup_doctor.commands.download import refused
from setup_doctor.examination.runner import run
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, TO_FIX
from setup_doctor.render.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.errors import DiarizerError
    from setup_doctor.machine import Machine
    from setup_doctor.render.output import Output

PATIENCE = 10.0


def show(machine: Machine, output: Output) -> int:
    """Say what is there; return the exit code."""
    check = find("huggingface.token")
    console = Console.of(machine, output, verbose=True)
    results = run([check] if check else [], machine)
    for result in results:
        output.lines(console.result(result))
    return READY if any(place.token for place in places()) else TO_FIX


def store(machine: Machine, output: Output, *, timeout: float | None, browser: bool = False) -> int:
    """Ask for a token without showing it, try it, and store it; return the exit code.

    Args:
        machine: for whose shell a command is spelled.
        output: where to ask and to tell.
        timeout: seconds to wait for any answer.
        browser: get one by a login in the browser; in a terminal Enter alone does that, too.
    """
    by_browser = browser_login.offered() if browser or sys.stdin.isatty() else None
    if browser and by_browser is None:
        return browser_login.refused(machine, output)
    value = "" if browser else clean(_ask(output, or_browser=by_browser is not None))
    if not value and by_browser is not None:
        return _from_browser(by_browser, output, timeout or PATIENCE)
    if not value:
        output.say(text("Nothing was entered. A token is made at {page}", page=TOKEN_PAGE), "red")
        return TO_FIX
    token = Token(value, "what was entered")
    if not (token.is_sendable and value.startswith("hf_")):
        output.say(
            text("That is no Hugging Face token: those begin with hf_, letters and digits only."),
            "red",
        )
        output.say(text("Next: copy it again from {page}", page=TOKEN_PAGE), "bold")
        return TO_FIX
    return _tried(token, partial(_save, value), output, timeout or PATIENCE)


def _from_browser(client: browser_login.Client, output: Output, patience: float) -> int:
    try:
        answer = client.log_in(output)
    except Exception as error:  # noqa: BLE001 - whatever a client raises, classify knows or names it
        return browser_login.ended(error, output) or _not_stored(classify(error), output)
    token = Token(answer["access_token"], "the login in the browser")
    return _tried(token, partial(client.save, answer), output, patience)


def _tried(token: Token, save: Callable[[], object], output: Output, patience: float) -> int:
    """Store a token that Hugging Face knows, and say what is still in its way."""
    try:
        account = Hub(token, patience).whoami()
        save()
    except Exception as error:  # noqa: BLE001 - as above
        return _not_stored(classify(error), output)
    stored = {"path": str(token_file()), "account": account.name}
    output.say(text("Stored in {path}, for the account {account}.", **stored), "green")
    if account.reads_gated is False:
        output.say(
            text("It is fine-grained and may not read gated repositories: tick that right at")
        )
        output.say(f"  {TOKEN_PAGE}")
    hiding = [place.name for place in places() if place.token and place.token.value != token.value]
    if hiding and hiding[0] != str(token_file()):
        hides = text("{name} is set and hides it: remove that variable.", name=hiding[0])
        output.say(hides, "yellow")
    return READY


def _ask(output: Output, *, or_browser: bool) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    output.say(text("A token of the type Read is made at {page}", page=TOKEN_PAGE))
    wanted = text("Token (it is not shown): ")
    if or_browser:
        wanted = text("Token (it is not shown), or Enter alone to log in with a browser: ")
    return getpass.getpass(output.language(wanted))


def _not_stored(error: DiarizerError, output: Output) -> int:
    code = refused(error, output)
    output.say(text("Nothing was stored."))
    return code


def _save(value: str) -> None:
    # As the client itself writes it: readable by the owner alone, and never half.
    path = token_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(path.name + ".new")
    written.touch(mode=0o600)
    written.write_text(value, encoding="utf-8")
    written.replace(path)
