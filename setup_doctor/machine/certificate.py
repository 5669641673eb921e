"""Whose certificate it is that a connection is re-signed with."""

from __future__ import annotations

import socket
import ssl
from urllib.parse import urlsplit

from diarizer.models.hub import endpoint

_COMMON_NAME = b"\x06\x03\x55\x04\x03"  # the object identifier 2.5.4.3 in DER (X.520)


def whose(timeout: float) -> str:
    """The issuer that the server at the Hub's address shows, in words.

    Python gives the fields of a certificate only once it trusts it, which is just what it does
    not do here; so the bytes are looked into.
    """
    address = urlsplit(endpoint())
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # looked at, never trusted
    try:
        target = (address.hostname or "", address.port or 443)
        with (
            socket.create_connection(target, timeout=timeout) as plain,
            context.wrap_socket(plain, server_hostname=address.hostname) as connection,
        ):
            shown = connection.getpeercert(binary_form=True)
    except OSError as error:
        return f"not to be had ({error})"
    return f"issued by {issuer(shown or b'') or 'nobody named'}"


def issuer(der: bytes) -> str:
    """The common name of the issuer in a DER certificate; empty where there is none.

    The issuer stands before the subject (RFC 5280, 4.1), so the first common name is its.
    """
    place = der.find(_COMMON_NAME)
    if place < 0:
        return ""
    length = der[place + len(_COMMON_NAME) + 1]
    start = place + len(_COMMON_NAME) + 2
    return der[start : start + length].decode("utf-8", errors="replace")
