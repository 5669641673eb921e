"""The way to the server: names, certificates, proxies, lines that break."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_HINT = "https://pip.pypa.io/en/stable/topics/https-certificates/"

NETWORK = (
    symptom(
        "network.wrong-host",
        r"Hostname mismatch|doesn't match '?|certificate is not valid for '|SSLCertVerificationError[^\n]*hostname",
        "Another server answered in the place of the one that was asked: a block of the provider, a wrong DNS, or "
        "a login page. No certificate of a company is missing.",
        common_remedies.by_hand(
            text(
                "Try another network or another DNS (1.1.1.1), and look at the file hosts; a mirror: HF_ENDPOINT"
            )
        ),
        weight=Weight.SHARP,
        looks=("huggingface.reach",),
        seen=(
            (
                "certificate verify failed: Hostname mismatch, certificate is not valid for 'huggingface.co'.",
                "https://docs.python.org/3/library/ssl.html",
            ),
        ),
    ),
    symptom(
        "network.certificate-expired",
        r"certificate has expired|certificate is not yet valid",
        "The certificate has expired, or the clock of this machine is wrong.",
        shared_remedies.CLOCK,
        weight=Weight.SHARP,
        seen=(
            (
                "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired",
                _HINT,
            ),
        ),
    ),
    symptom(
        "network.tls-intercepted",
        r"CERTIFICATE_VERIFY_FAILED|InvalidCertificate|UnknownIssuer|SSLCertVerificationError|self[- ]signed certificate",
        "Something between this machine and the server (a company proxy, a virus scanner) re-signs the "
        "connection with a certificate that Python does not know.",
        common_remedies.by_hand(
            text("Set SSL_CERT_FILE to your company's root certificate (PEM) and try again")
        ),
        weight=Weight.SHARP,
        looks=("huggingface.reach",),
        seen=(
            (
                "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain",
                "huggingface/huggingface_hub#2222",
            ),
            ("invalid peer certificate: UnknownIssuer", "huggingface/xet-core#389"),
        ),
    ),
    symptom(
        "network.tls-broken",
        r"SSLEOFError|UNEXPECTED_EOF_WHILE_READING|EOF occurred in violation of protocol|WRONG_VERSION_NUMBER|TLSV1_ALERT",
        "The encrypted connection broke at its start: a proxy or a VPN breaks it off, or the address is no https.",
        common_remedies.by_hand(text("Leave out the proxy or VPN, or try another network")),
        weight=Weight.SHARP,
        seen=(
            (
                "requests.exceptions.SSLError: [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol",
                "https://docs.python.org/3/library/ssl.html",
            ),
        ),
    ),
    symptom(
        "network.proxy-credentials",
        r"\b407\b[^\n]{0,40}[Pp]roxy|Proxy Authentication Required",
        "The proxy wants a name and a password.",
        common_remedies.by_hand(
            text(
                'For this window: $env:HTTPS_PROXY = "http://USER:PASSWORD@HOST:PORT" in PowerShell, set (cmd) or export '
                "(elsewhere) HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication "
                "Required'))",
                "https://pip.pypa.io/en/stable/user_guide/",
            ),
        ),
    ),
    symptom(
        "network.proxy-socks",
        r"Missing dependencies for SOCKS|'socksio' package is not installed|Using SOCKS proxy",
        "A SOCKS proxy is set, and the package for it is missing.",
        weight=Weight.SHARP,
        needs=("socksio", "PySocks"),
        seen=(
            (
                "ImportError: Using SOCKS proxy, but the 'socksio' package is not installed.",
                "https://www.python-httpx.org/advanced/proxies/",
            ),
        ),
    ),
    symptom(
        "network.proxy",
        r"ProxyError|Cannot connect to proxy|Tunnel connection failed|check_hostname requires server_hostname|proxy URL had no scheme",
        "The proxy does not answer, or does not let this through.",
        common_remedies.by_hand(
            text("Correct the variable HTTPS_PROXY, or unset it, and try again")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ValueError: check_hostname requires server_hostname",
                "https://pip.pypa.io/en/stable/user_guide/",
            ),
        ),
    ),
    symptom(
        "network.refused-file",
        r"HTTP error 40[13] while getting|403 (?:Client Error|Forbidden)[^\n]{0,80}(?:pypi|index|mirror|simple|whl)|ERROR: HTTP error 4(?!04)\d\d",
        "The index or mirror refuses this file; that has nothing to do with the terms of a model.",
        common_remedies.by_hand(
            text(
                "Look at the index that pip uses (pip config list), and leave out the mirror or the proxy"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: HTTP error 403 while getting https://mirror.example/simple/torch/",
                "https://pip.pypa.io/en/stable/cli/pip_index/",
            ),
        ),
    ),
    symptom(
        "network.captive-portal",
        r"missing the 'X-Repo-Commit' header|missing commit header|FileMetadataError|<!DOCTYPE html>",
        "A web page answered in place of the server: a login page of the network, or a wrong HF_ENDPOINT.",
        common_remedies.by_hand(
            text(
                "Open https://huggingface.co in a browser and log in to the network; unset HF_ENDPOINT"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "FileMetadataError: Distant resource does not seem to be on huggingface.co: missing the 'X-Repo-Commit' header",
                "https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables",
            ),
        ),
    ),
    symptom(
        "network.git",
        r"fatal: unable to access 'https?://|Git operation failed|git (?:fetch|clone)[^\n]*(?:exit code: 128|exit status 128)",
        "git could not fetch a package's source from the web: the network, a proxy, or certificates of its own.",
        shared_remedies.TRY_AGAIN,
        common_remedies.by_hand(
            text("Or ask for the published package by its name, instead of its address with git+")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Git operation failed\nfatal: unable to access 'https://github.com/openai/whisper/': schannel: next "
                "InitializeSecurityContext failed",
                "meizhong986/WhisperJAV#217",
            ),
        ),
    ),
    symptom(
        "network.index-behind",
        r"HTTP status client error \((?:404|410)|404 Client Error[^\n]*\.(?:whl|tar\.gz|metadata)|HTTP error 404 while getting \S+\.(?:whl|tar\.gz)",
        "The lock file or the index names a file that is not there any more: a mirror that is behind, or a "
        "lock file that was made with another index.",
        common_remedies.by_hand(
            text(
                "Make the lock file anew (uv lock --upgrade, poetry lock), and see where UV_INDEX_URL and PIP_INDEX_URL lead"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Caused by: HTTP status client error (404 Not Found) for url "
                "(https://pypi.example.org/packages/tornado-6.4.2-cp38-abi3-macosx_10_9_universal2.whl)",
                "astral-sh/uv#11926",
            ),
        ),
    ),
    symptom(
        "network.certificate-file",
        r"Could not find a suitable TLS CA certificate bundle|cafile|certificate bundle, invalid path",
        "A variable names a file of certificates that is not there.",
        common_remedies.by_hand(
            text("Correct or unset SSL_CERT_FILE, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE")
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: C:\\x\\cacert.pem",
                _HINT,
            ),
        ),
    ),
    symptom(
        "network.reset",
        r"WinError 1005[34]|SysCallError\(1005[34]|ConnectionResetError|Connection reset by peer|ChunkedEncodingError|IncompleteRead|RemoteDisconnected"
        r"|Remote end closed connection|Connection aborted|RemoteProtocolError|ReadError",
        "The connection broke off in the middle.",
        shared_remedies.TRY_AGAIN,
        seen=(
            (
                "ConnectionResetError: [WinError 10054] Удаленный хост принудительно разорвал существующее подключение",
                "https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2",
            ),
        ),
    ),
    symptom(
        "network.silent",
        r"ReadTimeout|ConnectTimeout|Read timed out|timed out\b|WinError 10060|ETIMEDOUT|TimeoutError|Errno 110\b",
        "The server did not answer in time.",
        shared_remedies.TRY_AGAIN,
        common_remedies.by_hand(
            text(
                "Allow more time: pip --timeout 100, UV_HTTP_TIMEOUT=300, HF_HUB_DOWNLOAD_TIMEOUT=60"
            )
        ),
        seen=(
            (
                "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.example.org'): "
                "Read timed out.",
                "https://pip.pypa.io/en/stable/cli/pip/",
            ),
        ),
    ),
    symptom(
        "network.unreachable",
        r"NewConnectionError|Failed to establish a new connection|getaddrinfo failed|Name or service not known"
        r"|Temporary failure in name resolution|NameResolutionError|nodename nor servname|WinError 1100[14]|WinError 100(?:51|61|65)\b"
        r"|Connection refused|No route to host|Network is unreachable|ConnectError|dns error|WinError 10013",
        "The server cannot be reached from this machine.",
        common_remedies.by_hand(
            text("Look at the connection, the VPN and the firewall, and try again")
        ),
        # Of this machine itself it is another cause.
        unless=r"PulseAudio server connection failure|[Jj]ack server|(?:localhost|127\.0\.0\.1)[^\n]{0,200}(?:refused|10061)|(?:refused|10061)[^\n]{0,200}(?:localhost|127\.0\.0\.1)",
        looks=("huggingface.reach",),
        seen=(
            (
                "socket.gaierror: [Errno 11001] getaddrinfo failed",
                "https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2",
            ),
        ),
    ),
)
