"""Lines that speak of errors in general, as guides and helpful programs do, and report none."""

from __future__ import annotations

import re

# What a program says that it may be, whatever it was.
_ADVICE = re.compile(
    r"^(?:(?:the|one|a)\s+)?(?:(?:most\s+)?(?:common|usual|frequent|possible|likely)\s+(?:cause|reason)s?"
    r"|(?:част|возможн|вероятн)\w+\s+причин\w*)\b",
    re.IGNORECASE,
)
# What is to be done if something were so, as guides say it: it need not be so here.
_SUPPOSED = re.compile(
    r"^[-*•\d.)#\s]*(?:If|When|Unless|Should|Если|Когда|Wenn|Falls) (?![^,:]*\b(?:I|we|my|я|мы|ich|wir)\b)"
    r"(?:you (?:get|see) |[^,:]{1,80}\b(?:not|n't|не|nicht) ?(?:been )?"
    r"(?:found|installed|recognized|available|there|найден|установлен|gefunden|installiert)\w*\b[^,:]{0,40}, )",
    re.IGNORECASE,
)


def advises(words: str) -> bool:
    """Whether `words` only list what may be, as programs add it to each error of theirs.

    >>> advises("Possible causes: CUDA out of memory")
    True
    """
    return _ADVICE.search(words) is not None


def supposes(words: str) -> bool:
    """Whether `words` only say what to do if something were so.

    >>> supposes("If ffmpeg is not found, install it.")
    True
    >>> supposes("When I import torch, fbgemm.dll is not found, and Python ends.")
    False
    """
    return _SUPPOSED.search(words) is not None
