"""What error messages mean: the walls that people hit, told by the exact words they saw.

Used twice: to name the cause when an import fails, and by ``setup-doctor explain "..."`` for a
message that the user pastes. Numbers and identifiers are matched rather than words wherever
there are some, since Windows speaks the user's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.symptom import symptom as _symptom
from setup_doctor.symptoms.windows import LIBRARIES, WINDOWS

if TYPE_CHECKING:
    from setup_doctor.symptoms.symptom import Symptom

HUGGING_FACE = "https://huggingface.co"
_RESEMBLYZER = common_remedies.install("resemblyzer")

SYMPTOMS = (
    _symptom(
        "packages.compiler-wanted",
        r"Microsoft Visual C\+\+ 14\.0 or greater is required"
        # Not by the name alone: webrtcvad-wheels is on every line of an installation that goes well.
        r"|(?:building wheel|build wheels|failed to build)[^\n]*webrtcvad(?![-_]wheels)"
        r"|building '_webrtcvad' extension"
        r"|failed-wheel-build-for-install.*webrtcvad(?![-_]wheels)"
        r"|No such file or directory: '(?:gcc|cc|clang)'|command '[^']*(?:gcc|cl\.exe)' failed",
        "pip tried to compile webrtcvad, which is published as source only. No compiler is needed: "
        "the same module comes ready-built as webrtcvad-wheels.",
        _RESEMBLYZER,
    ),
    _symptom(
        "packages.pkg-resources",
        r"No module named '?pkg_resources",
        "The source webrtcvad imports pkg_resources, which setuptools 82 removed. A compiler does not "
        "help here either; webrtcvad-wheels does without it.",
        _RESEMBLYZER,
    ),
    *LIBRARIES,
    _symptom(
        "packages.typing-backport",
        r"has no attribute '_abc_registry'|'typing' package is an obsolete backport",
        "The typing back-port hides the standard library's own typing module.",
        common_remedies.uninstall("typing"),
    ),
    _symptom(
        "packages.resemblyzer-old",
        r"resample\(\) takes 1 positional argument",
        "This Resemblyzer is older than the installed librosa; 0.1.4 goes with both.",
        _RESEMBLYZER,
    ),
    _symptom(
        "packages.numpy-mismatch",
        r"Numpy is not available|compiled using NumPy 1|numpy\.core\.multiarray failed to import"
        r"|Numba needs NumPy",
        "numpy and a package that was built against another numpy do not go together.",
        _RESEMBLYZER,
    ),
    _symptom(
        "packages.scipy-2",
        r"No module named '?scipy\.ndimage\.morphology",
        "This scipy has dropped a module that Resemblyzer still imports.",
        _RESEMBLYZER,
    ),
    _symptom(
        "packages.torchaudio-build",
        r"libc10_cuda|_torchaudio\.abi3",
        "torchaudio was built for CUDA and torch for the CPU. pyannote uses none of the part that fails.",
        common_remedies.mend_torchaudio(),
    ),
    _symptom(
        "packages.pyannote-old",
        r"unexpected keyword argument '(?:use_auth_token|plda)'|has no attribute 'AudioMetaData'"
        r"|Weights only load failed|'NoneType' object (?:is not callable|has no attribute '(?:to|eval)')",
        "This is pyannote.audio 3 on a newer stack, or a model whose terms were not accepted; version 4 "
        "says which.",
        common_remedies.install("pyannote"),
    ),
    _symptom(
        "python.no-wheels",
        r"No matching distribution found for|from versions: none",
        "pip found no ready-built package for this Python: it is 32-bit, for ARM, or too new.",
        common_remedies.new_python(),
    ),
    _symptom(
        "python.environment",
        r"externally-managed-environment",
        "This Python belongs to the operating system; packages go into a virtual environment.",
        common_remedies.by_hand(text("Run install.sh (install.ps1 on Windows): it makes .venv")),
    ),
    _symptom(
        "compiler.no-sdk",
        r"C1083[^\n]*'?io\.h",
        "The compiler is there, the Windows SDK is not. It is not needed either: webrtcvad comes "
        "ready-built.",
        _RESEMBLYZER,
    ),
    _symptom(
        "compiler.no-headers",
        r"(?:C1083|fatal error)[^\n]*Python\.h",
        "This Python was installed without its headers, so nothing can be compiled for it. Nothing has "
        "to be: webrtcvad comes ready-built.",
        _RESEMBLYZER,
    ),
    *WINDOWS,
    _symptom(
        "compiler.architecture",
        r"LNK1112|LNK4272",
        "The compiler works for another architecture than this Python: this window is a Developer "
        "Prompt for it.",
        common_remedies.by_hand(text("Go on in an ordinary terminal")),
    ),
    _symptom(
        "network.tls-intercepted",
        r"CERTIFICATE_VERIFY_FAILED|InvalidCertificate|UnknownIssuer",
        "Something between this machine and the server (a company proxy, a virus scanner) re-signs the "
        "connection with a certificate that Python does not know.",
        common_remedies.by_hand(
            text("Set SSL_CERT_FILE to your company's root certificate (PEM) and try again")
        ),
    ),
    _symptom(
        "network.proxy",
        r"ProxyError|Cannot connect to proxy|Tunnel connection failed",
        "The proxy does not answer, or does not let this through.",
        common_remedies.by_hand(
            text("Correct the variable HTTPS_PROXY, or unset it, and try again")
        ),
    ),
    _symptom(
        "network.unreachable",
        r"NewConnectionError|Failed to establish a new connection|getaddrinfo failed",
        "The server cannot be reached from this machine.",
        common_remedies.by_hand(
            text("Look at the connection, the VPN and the firewall, and try again")
        ),
    ),
    _symptom(
        "huggingface.token-too-narrow",
        r"enable access to public gated repositories",
        "The token is a fine-grained one without the right to read gated repositories.",
        common_remedies.by_hand(
            text(
                'Make a "Read" token, or tick "Read access to contents of all public gated repos"'
            ),
            f"{HUGGING_FACE}/settings/tokens",
        ),
    ),
    _symptom(
        "huggingface.terms-not-accepted",
        r"GatedRepo|not in the authorized list|is restricted|private or gated|\b403\b",
        "The terms of a model were not accepted with the account to which the token belongs. Each model "
        "page has terms of its own.",
        common_remedies.by_hand(
            text("Open the page while logged in to the same account, accept, and try again"),
            f"{HUGGING_FACE}/pyannote/speaker-diarization-community-1",
        ),
    ),
    _symptom(
        "huggingface.token-invalid",
        r"Invalid user token|Invalid credentials in Authorization|Illegal header value",
        "Hugging Face does not know the token: mistyped, revoked, expired, or with a quote or a line "
        "break in it.",
        common_remedies.by_hand(
            text("Make a new token and store it"), f"{HUGGING_FACE}/settings/tokens"
        ),
    ),
    _symptom(
        "packages.missing",
        r"No module named '(?P<module>[\w.]+)'",
        "Python finds no module {module}: a package is not installed, or too old.",
        _RESEMBLYZER,
    ),
)


def recognise(message: str) -> Symptom | None:
    """The first symptom that `message` shows, None where it is a new one."""
    return next(filter(None, (symptom.told(message) for symptom in SYMPTOMS)), None)


def numbered(number: int | None) -> Symptom | None:
    """The symptom that Windows gives this number, None where it is not known."""
    return next((symptom for symptom in SYMPTOMS if number and symptom.number == number), None)
