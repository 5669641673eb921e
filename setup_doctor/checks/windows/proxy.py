"""The proxy of the Windows settings, against the one that programs are told of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setup_doctor.messages.text import label, text
from setup_doctor.model import check
from setup_doctor.model.findings import ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy

_KEY = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings"
_POLICY = "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings"
_VARIABLES = ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY")
_CREDENTIALS = re.compile(r"(?<=[/=;])[^/=;@\s]*@|^[^/=;@\s]*@")


@check(platforms=("windows",))
def proxy(machine: Machine) -> Finding:
    """Programs know of the proxy that Windows uses.

    Looks at: the proxy and the proxy script of the Windows settings, and the variables HTTPS_PROXY,
    ALL_PROXY and HTTP_PROXY.
    Why: browsers follow the script of a company (AutoConfigURL); Python, pip and the Hub's client
    cannot. They read the plain proxy of the settings, and a variable before that.
    Usual causes: a company's network; a variable left over from another network.
    Fix: set HTTPS_PROXY to the proxy that the script names; the network's administrators know it.
    """
    key = machine.registry(f"{_hive(machine)}\\{_KEY}")
    enabled = key is not None and key.number("ProxyEnable") == 1
    server = key.text("ProxyServer") if key and enabled else ""
    script = key.text("AutoConfigURL") if key else ""
    variable = next((v for v in _VARIABLES if machine.environ.get(v)), "")
    told = machine.environ.get(variable, "")
    trail = [
        ("ProxyServer", without_credentials(server) or "off"),
        ("ProxyOverride", (key.text("ProxyOverride") if key else "") or "none"),
        ("AutoConfigURL", without_credentials(script) or "none"),
        *((v, without_credentials(machine.environ.get(v, "")) or "not set") for v in _VARIABLES),
    ]
    if script and not (server or told):
        message = text(
            "Windows finds its proxy by a script ({script}), which Python cannot follow.",
            script=without_credentials(script),
        )
        return warning("windows.proxy-script", message, trail, _tell_of("http://HOST:PORT"))
    wanted = for_https(server)
    if wanted and told and _place(wanted) != _place(told):
        message = text(
            "{variable} names another proxy ({told}) than Windows ({wanted}).",
            variable=variable,
            told=without_credentials(told),
            wanted=without_credentials(wanted),
        )
        return warning("windows.proxy-differs", message, trail, _tell_of(_place(wanted)))
    used = without_credentials(told or wanted)
    return ok(text("Proxy: {used}", used=used) if used else text("No proxy is set"), trail)


def for_https(server: str) -> str:
    """What the value ProxyServer says for https.

    >>> for_https("http=a:80;https=b:81"), for_https("c:82"), for_https("ftp=d:21")
    ('b:81', 'c:82', '')
    """
    if "=" not in server:
        return server
    pairs = dict(part.strip().split("=", 1) for part in server.split(";") if "=" in part)
    return pairs.get("https") or pairs.get("socks", "")


def without_credentials(proxy: str) -> str:
    """The proxy without a name and a password.

    >>> without_credentials("http://eva:se/cret@proxy:80"), without_credentials("eva:x@proxy:80")
    ('http://***@proxy:80', '***@proxy:80')
    >>> without_credentials("http=eva:x@a:80;https=b:81")
    'http=***@a:80;https=b:81'
    """
    scheme, found, rest = proxy.partition("://")
    if found:
        return f"{scheme}://" + ("***@" + rest.rpartition("@")[2] if "@" in rest else rest)
    return _CREDENTIALS.sub("***@", proxy)


def _place(proxy: str) -> str:
    host = proxy.rpartition("://")[2].rpartition("@")[2].partition("/")[0].lower()
    return f"http://{host}" if re.search(r":\d+$", host) else f"http://{host}:80"


def _hive(machine: Machine) -> str:
    policy = machine.registry(_POLICY)
    per_computer = policy is not None and policy.number("ProxySettingsPerUser") == 0
    return "HKLM" if per_computer else "HKCU"


def _tell_of(place: str) -> Remedy:
    title = label("setx HTTPS_PROXY {place}, then open a new window")
    return common_remedies.by_hand(text(title, place=place))
