"""What an exception says, gathered from its whole chain.

huggingface_hub wraps one failure in another, and the classes of its HTTP library have different
homes in 1.x and 2.x. So every cause is looked at, and classes are known by their names.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SILENCE = {"TimeoutException", "TimeoutError"}
_BROKEN = {"ReadError", "WriteError", "RemoteProtocolError", "ConnectionError", "CutShort"}


class CutShort(Exception):  # noqa: N818, the fact is named
    """A body ended before all of its bytes had come."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """Everything about an exception that the rules look at.

    Attributes:
        chain: the exception and whatever caused it.
        names: of all their classes and base classes.
        text: of all their messages.
        status: of the HTTP answer; 0 without one.
        headers: of the HTTP answer, names in lower case.
        authorized: whether a token was sent; None if that is unknown.

    """

    chain: tuple[BaseException, ...]
    names: frozenset[str]
    text: str
    status: int
    headers: Mapping[str, str]
    authorized: bool | None

    @property
    def errnos(self) -> frozenset[int]:
        """The error numbers of the system."""
        numbers = (one.errno for one in self.chain if isinstance(one, OSError))
        return frozenset(number for number in numbers if number is not None)

    @property
    def is_silence(self) -> bool:
        """Whether a time limit ran out."""
        return bool(self.names & _SILENCE)

    @property
    def is_break(self) -> bool:
        """Whether a connection that stood has broken off."""
        if "ConnectError" in self.names:  # it never stood, unless it fell while greeting
            return errno.ECONNRESET in self.errnos or "UNEXPECTED_EOF" in self.text
        return "Consistency check failed" in self.text or bool(self.names & _BROKEN)

    @property
    def is_passing(self) -> bool:
        """Whether the same request may well succeed in a moment."""
        if self.status:
            return self.status in {408, 429} or self.status >= 500  # noqa: PLR2004, HTTP
        offline = "OfflineModeIsEnabled" in self.names  # a ConnectionError by class only
        return (self.is_silence or self.is_break) and not offline

    @property
    def retry_after(self) -> float:
        """Seconds that the server asks to wait; 0 if it does not say."""
        said = self.headers.get("retry-after", "")
        return float(said) if said.isdecimal() else 0.0


def look(error: BaseException) -> Symptom:
    """Gather what the rules need from ``error`` and its causes."""
    chain = tuple(_chain(error))
    names = frozenset(cls.__name__ for one in chain for cls in type(one).__mro__)
    text = "\n".join(str(one) for one in chain)
    response = next((found for one in chain if (found := _response(one)) is not None), None)
    if response is None:
        return Symptom(chain, names, text, 0, {}, None)
    headers = {str(key).lower(): str(value) for key, value in response.headers.items()}
    sent = getattr(getattr(response, "request", None), "headers", {})
    return Symptom(chain, names, text, response.status_code, headers, "authorization" in sent)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = error.__suppress_context__  # raised "from None": what came before is no cause
        error = error.__cause__ or (None if hidden else error.__context__)


def _response(error: BaseException) -> Any:
    # On an error that never got an answer, httpx raises when it is asked for its response.
    response = getattr(error, "response", None)
    return response if hasattr(response, "status_code") else None
