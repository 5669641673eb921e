"""The way to the Hub, and whose token it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.models import MODELS, Hub, classify, find_token
from diarizer.models.causes import TOKEN_PAGE
from diarizer.models.tokens import token_file
from setup_doctor.checks.huggingface.refusal import finding, nobody_asked, weights_are_here
from setup_doctor.checks.huggingface.token import SET_TOKEN, token
from setup_doctor.machine import certificate
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import absent, failed, note, ok
from setup_doctor.repair.common_remedies import by_hand

if TYPE_CHECKING:
    from diarizer.errors import DownloadFailed
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

# A server that has not begun to answer by then is treated as silent; one can always ask again.
PATIENCE = 10.0


def patience(machine: Machine) -> float:
    """Seconds to wait for any single answer."""
    return min(PATIENCE, machine.limit)


@check(cost=Cost.NETWORK)
def reach(machine: Machine) -> Finding:
    """The Hugging Face Hub can be reached (only for pyannote).

    Looks at: the public listing of a repository, over the proxy and with the certificates that the
    download would use.
    Why: behind a company's proxy, a hotel's login page or a firewall the download fails with a
    message about something else.
    Usual causes: no network; a proxy; a virus scanner or company proxy that re-signs connections;
    HF_HUB_OFFLINE or HF_ENDPOINT left over from an earlier experiment.
    Fix: what the finding says; "could not be checked" is not "wrong".
    """
    if weights_are_here():
        return nobody_asked()
    if find_token() is None:
        return note(
            "huggingface.not-asked", text("No token that Hugging Face could be asked about")
        )
    source = MODELS["pyannote"].sources[0]
    try:
        listing = Hub(timeout=patience(machine)).listing(source.name, source.revision)
    except Exception as error:  # noqa: BLE001 - whatever a client raises, classify knows or names it
        refusal = classify(error, repository=source.name)
        trail = []
        if refusal.reference == "network.tls-intercepted":
            trail = [("certificate", certificate.whose(patience(machine)))]
        return finding(refusal, trail)
    megabytes = sum(listing.sizes.values()) / 1e6
    return ok(text("The Hugging Face Hub answers"), [(source.name, f"{megabytes:.1f} MB")])


@check(requires=(token, reach), cost=Cost.NETWORK)
def account(machine: Machine) -> Finding:
    """Hugging Face knows the token (only for pyannote).

    Looks at: whose token it is, and of which kind.
    Why: a token that was revoked, has expired or was mistyped gets the same answer from a model's
    page as no token at all.
    Usual causes: a token of an account that was cleaned up; a fine-grained token without the right
    to read gated repositories.
    Fix: a token of the type "Read", and `setup-doctor token set`.
    """
    if weights_are_here():
        return nobody_asked()
    found = find_token()
    if found is None:
        message = text("pyannote's models need a Hugging Face account, and there is no token.")
        return absent("huggingface.no-token", message, (), SET_TOKEN)
    try:
        known = Hub(found, patience(machine)).whoami()
    except Exception as error:  # noqa: BLE001 - as above
        return _refused(classify(error), found.source)
    trail = [
        ("token from", found.source),
        ("account", known.name),
        ("role", known.role or "not said"),
    ]
    if known.reads_gated is False:
        message = text(
            "The token of {name} is fine-grained and may not read gated repositories.",
            name=known.name,
        )
        tick = text('Tick "Read access to contents of all public gated repos you can access"')
        return failed("huggingface.token-too-narrow", message, trail, by_hand(tick, TOKEN_PAGE))
    return ok(text("The token belongs to {name}", name=known.name), trail)


def _refused(error: DownloadFailed, source: str) -> Finding:
    said = finding(error, [("token from", source)])
    if error.reference != "huggingface.token-invalid" or source == str(token_file()):
        return said
    # `setup-doctor token set` would not help: what it stores stays hidden behind the variable.
    title = text(
        'Put a new token of the type "Read" in the place of the one in {name}', name=source
    )
    return replace(said, remedies=(by_hand(title, TOKEN_PAGE),))
