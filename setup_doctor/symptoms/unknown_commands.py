"""A terminal's own sentence for a command that it does not find, in the languages that are pasted.

Entries ask for the name alone, so it is written behind the sentence, as the number of Windows is
behind its sentences.
"""

from __future__ import annotations

import re

_NAME = r"[`'\"«“‘„]?\s?(?P<windows>\.{0,2}[\w.+\\/-]*[\w+])\s?[`'\"»”’“]?"
# What stands behind the name at cmd and PowerShell, up to where their language packs break the line.
_BEHIND = (
    r"is not recognized as(?: an internal| (?:a|the) name|(?: an?| the)?$)",
    "не является внутренней",
    "не распознано как",
    "не є внутрішньою",
    "n'est pas reconnu (?:en tant que commande|comme nom)",
    "ist entweder falsch geschrieben",
    "wurde nicht als name eines cmdlet",
    "no se reconoce como",
    "não é reconhecido como",
    "non è riconosciuto come",
    "non riconosciuto come nome",
    "nie (?:jest rozpoznawan|został rozpoznan)",
    "不是内部或外部命令",
    "不是內部或外部命令",
    "项识别为 cmdlet",
    "辨識為 cmdlet",
    "は、(?:内部コマンド|コマンドレット)",
    r"은\(는\) 내부 또는",
)
_UNKNOWN = re.compile(
    rf"{_NAME}\s?(?:{'|'.join(_BEHIND)})"
    # PowerShell's category is English everywhere.
    r"|ObjectNotFound: \((?P<category>[^:()\s]+):String\) \[\], Comm"
    r"|(?P<unix>[\w.+-]+): command not found$|\bsh: (?:\d+: )?(?P<sh>[\w.+-]+): not found$"
    r"|\bcommand not found: (?P<zsh>[\w.+-]+)$",
    re.IGNORECASE,
)


def named(words: str) -> str:
    """`words`, with the command behind a sentence that says that there is none of that name.

    >>> named("'ffmpeg' n'est pas reconnu en tant que commande interne")
    "'ffmpeg' n'est pas reconnu en tant que commande interne [no such command: ffmpeg]"
    >>> named("bash: line 1: whisperx: command not found")
    'bash: line 1: whisperx: command not found [no such command: whisperx]'
    """
    found = _UNKNOWN.search(words)
    if found is None:
        return words
    name = next(name for name in found.groups() if name)
    return f"{words} [no such command: {name.removesuffix('.exe')}]"
