"""A terminal's own sentence for a command that it does not find, in the languages that are pasted.

Entries ask for the name alone, so it is written behind the sentence, as the number of Windows is
behind its sentences.
"""

from __future__ import annotations

import re

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
_SAID = re.compile("|".join((*_BEHIND, r": command not found$")), re.IGNORECASE)
# The name stands right before it, in the quotes of the language.
_NAME = re.compile(r"(\.{0,2}[\w.+\\/-]*[\w+])\s?[`'\"»”’“]?\s?$")
_LONGEST = 120
_ELSEWHERE = re.compile(
    # PowerShell's category is English everywhere.
    r"ObjectNotFound: \((?P<category>[^:()\s]+):String\) \[\], Comm"
    r"|\bsh: (?:\d+: )?(?P<sh>[\w.+-]+): not found$|\bcommand not found: (?P<zsh>[\w.+-]+)$"
)


def named(words: str) -> str:
    """`words`, with the command behind a sentence that says that there is none of that name.

    >>> named("'ffmpeg' n'est pas reconnu en tant que commande interne")
    "'ffmpeg' n'est pas reconnu en tant que commande interne [no such command: ffmpeg]"
    >>> named("bash: line 1: whisperx: command not found")
    'bash: line 1: whisperx: command not found [no such command: whisperx]'
    """
    name = _name(words)
    return f"{words} [no such command: {name.removesuffix('.exe')}]" if name else words


def _name(words: str) -> str:
    if (said := _SAID.search(words)) is not None:
        found = _NAME.search(words[max(0, said.start() - _LONGEST) : said.start()])
        return found[1] if found else ""
    elsewhere = _ELSEWHERE.search(words)
    return next((name for name in elsewhere.groups() if name), "") if elsewhere else ""
