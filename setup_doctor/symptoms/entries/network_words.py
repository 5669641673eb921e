"""The network in the words of programs that are not Python: curl, wget, git, Node, Go, Rust."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_CURL = "https://everything.curl.dev/cmdline/exitcode.html"
_LOCAL = r"(?:localhost|127\.0\.0\.1)[^\n]{0,200}refused|ECONNREFUSED (?:127\.0\.0\.1|::1)|(?:port|address) 127\.0\.0\.1"
# Code names several of them, and where it is tried again the end is another line.
_SAID = (
    r"(?<!errno\.)\b(?:{})\b(?!['\"],? *(?:['\"]E[A-Z]|\]))(?![^\n]*\b(?:will retry|retrying)\b)"
)

NETWORK_WORDS = (
    symptom(
        "network.tls-intercepted",
        r"curl: \(60\)|x509: certificate signed by unknown authority|SSL certificate problem: |SELF_SIGNED_CERT_IN_CHAIN"
        r"|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT_LOCALLY)|DEPTH_ZERO_SELF_SIGNED_CERT|cannot verify \S+ certificate, issued by",
        "Something between this machine and the server (a company proxy, a virus scanner) re-signs the connection with a certificate "
        "that the program does not know.",
        by_hand(
            text(
                "Name your company's root certificate (PEM): CURL_CA_BUNDLE for curl, http.sslCAInfo for git, NODE_EXTRA_CA_CERTS for "
                "Node, SSL_CERT_FILE for others"
            )
        ),
        weight=Weight.SHARP,
        unless=r"certificate has expired|CERT_HAS_EXPIRED",
        looks=("huggingface.reach",),
        seen=(
            ("curl: (60) SSL certificate problem: unable to get local issuer certificate", _CURL),
            (
                "tls: failed to verify certificate: x509: certificate signed by unknown authority",
                "https://pkg.go.dev/crypto/x509#UnknownAuthorityError",
            ),
        ),
    ),
    symptom(
        "network.unreachable",
        _SAID.format("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH")
        + r"|curl: \([67]\)|unable to resolve host address|Could not resolve host"
        r"|dial tcp: lookup \S+: no such host",
        "The server cannot be reached from this machine.",
        by_hand(text("Look at the connection, the VPN and the firewall, and try again")),
        # Of this machine itself it is another cause.
        unless=_LOCAL,
        looks=("huggingface.reach",),
        seen=(
            (
                "Error: getaddrinfo ENOTFOUND huggingface.co",
                "https://nodejs.org/api/errors.html#common-system-errors",
            ),
            ("wget: unable to resolve host address ‘huggingface.co’", _CURL),
        ),
    ),
    symptom(
        "network.reset",
        _SAID.format("ECONNRESET") + r"|socket hang up|curl: \((?:35|52|55|56|92)\)",
        "The connection broke off in the middle.",
        shared_remedies.TRY_AGAIN,
        seen=(
            (
                "Error: read ECONNRESET\n    at TLSWrap.onStreamRead (node:internal/stream_base_commons:217:20)",
                "https://nodejs.org/api/errors.html#common-system-errors",
            ),
        ),
    ),
    symptom(
        "network.silent",
        r"curl: \(28\)|\bi/o timeout\b|TLS handshake timeout|context deadline exceeded",
        "The server did not answer in time.",
        shared_remedies.TRY_AGAIN,
        seen=(("curl: (28) Failed to connect to huggingface.co port 443", _CURL),),
    ),
)
