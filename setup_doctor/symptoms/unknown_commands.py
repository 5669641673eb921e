"""A terminal's own sentence for a command that it does not find, in the languages that are pasted.

Entries ask for the name alone, so it is written behind the sentence, as the number of Windows is
behind its sentences.
"""

from __future__ import annotations

import re

# What stands behind the name at cmd and PowerShell; prose says it of other things as well.
_BEHIND = (
    "is not recognized as",
    # A recording, or a word, was not recognized as something as well.
    "was not recognized as (?=the name|an? (?:internal|cmdlet))",
    "не является внутренней",
    "не распознано как",
    "не є внутрішньою",
    "n'est pas reconnu (?:en tant que|comme)",
    "ist entweder falsch geschrieben",
    "wurde nicht als name eines",
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
    "詞彙是否為 cmdlet",
    "용어가 cmdlet",
)
_SAID = re.compile("|".join((*_BEHIND, ": command not found$")), re.IGNORECASE)
# How the sentence goes on; its end may stand in the next line.
_OF_A_COMMAND = re.compile(
    r"[^\n]{0,16}?(?:internal or external|cmdlet|внешней командой|или внешней$|командлета|зовнішньою"
    r"|commande interne|applet|com(?:an|man)do interno|polecenie|polecenia"
    r"|命令|外部コマンド|コマンドレット|외부 명령|: command not found)",
    re.IGNORECASE,
)
_GERMAN = re.compile(r" oder (?:$|konnte nicht gefunden)", re.IGNORECASE)
_SHORT = 24
# The name stands right before it, in the quotes of the language.
_NAME = re.compile(
    r"(?P<name>(?:\b[A-Za-z]:(?=\\)|\.{0,2})[\w.+\\/-]*[\w+])\s?(?P<quote>[`'\"»”’“]?)\s?$"
)
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
    >>> named("The speaker is not recognized as a person of the register.")
    'The speaker is not recognized as a person of the register.'
    """
    name = _name(words)
    if not re.search(r"[\\/]", name):
        name = name.removesuffix(".exe")
    return f"{words} [no such command: {name}]" if name else words


def _name(words: str) -> str:
    if (said := _SAID.search(words)) is not None:
        found = _NAME.search(words[max(0, said.start() - _LONGEST) : said.start()])
        return found["name"] if found and _meant(said, found["name"], found["quote"]) else ""
    elsewhere = _ELSEWHERE.search(words)
    return next((name for name in elsewhere.groups() if name), "") if elsewhere else ""


def _meant(said: re.Match[str], name: str, quote: str) -> bool:
    """Whether a command is spoken of: prose says the same of other things, and in no quotes."""
    rest = said.string[said.end() :]
    if _OF_A_COMMAND.match(said[0] + rest) or _OF_A_COMMAND.match(rest):
        return bool(quote) or name.isascii()
    return bool(quote) and (len(rest) < _SHORT or _GERMAN.match(rest) is not None)
