"""Sentences that users read, kept as a template and its values until they are shown.

A finding is made long before it is known in which language, or for which
reader, it will be shown. So a sentence stays a template (the msgid of a
message catalogue) until a renderer turns it into a string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_JOINED = re.compile(r"\{part_\d+\}(\n\{part_\d+\})*")


class Plurals(Protocol):
    """Chooses the form that goes with a number, as :func:`gettext.ngettext`."""

    def __call__(self, one: str, many: str, count: int, /) -> str:
        """The template for `count` things."""
        ...


def english(one: str, many: str, count: int, /) -> str:
    """The two forms of English."""
    return one if count == 1 else many


@dataclass(frozen=True, slots=True)
class Text:
    """A template with named fields, and the values that belong into them.

    Attributes:
        template: the English sentence; with `many`, that for one thing.
        values: what belongs into its fields.
        many: the English sentence for any other number of things than one, which is then
            the value ``count``.

    >>> str(text("{count} speakers", count=2))
    '2 speakers'
    >>> str(plural("{count} speaker", "{count} speakers", count=1))
    '1 speaker'
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str = ""

    def __str__(self) -> str:
        return self.translated(str)

    def translated(self, translate: Callable[[str], str], plurals: Plurals = english) -> str:
        """The sentence after ``translate`` has exchanged its template, and those within it."""
        values = {
            name: value.translated(translate, plurals) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        if self.many:
            count = values["count"]
            chosen = plurals(self.template, self.many, count if isinstance(count, int) else 2)
        else:
            chosen = translate(self.template) if self.template else ""
        return chosen.format_map(values)

    def mapped(self, change: Callable[[str], str]) -> Text:
        """The same sentence with ``change`` applied to every value that is a string."""

        def changed(value: object) -> object:
            if isinstance(value, Text):
                return value.mapped(change)
            return change(value) if isinstance(value, str) else value

        values = {name: changed(each) for name, each in self.values.items()}
        return Text(self.template, values, self.many)


def text(template: str, /, **values: object) -> Text:
    """Shorthand for a :class:`Text`; `template` is the English sentence."""
    return Text(template, values)


def plural(one: str, many: str, /, **values: object) -> Text:
    """A :class:`Text` that depends on a number, its value ``count``: Russian has three forms."""
    return Text(one, values, many)


def listed(words: Sequence[str]) -> Text:
    """`words` parted by commas, each of them in the reader's language where the catalogue has it.

    >>> str(listed(["quotes", "the word {Bearer}"]))
    'quotes, the word {Bearer}'
    """
    names = [f"word_{number}" for number in range(len(words))]
    # A word is no template: what it has in braces stays.
    values = {
        n: Text(w.replace("{", "{{").replace("}", "}}")) for n, w in zip(names, words, strict=True)
    }
    return Text(", ".join(f"{{{name}}}" for name in names), values)


def joined(*parts: Text | str, between: str = "\n") -> Text:
    """Sentences and data one after the other; what is empty is left out.

    >>> str(joined(text("File: {path}", path="a.wav"), "", "{sha256} differs", between="; "))
    'File: a.wav; {sha256} differs'
    """
    values = {f"part_{number}": part for number, part in enumerate(parts) if str(part)}
    return Text(between.join(f"{{{name}}}" for name in values), values)


def in_a_row(*parts: Text | str) -> Text:
    """Reasons one after the other on a line; behind a full stop stands no semicolon.

    >>> str(in_a_row(text("a: not here."), text("b: it hears none"), "c"))
    'a: not here. b: it hears none; c'
    """
    said = [" " if str(part).endswith(".") else "; " for part in parts[:-1]]
    named = (f"{{part_{number}}}{after}" for number, after in enumerate([*said, ""]))
    return Text("".join(named), {f"part_{number}": part for number, part in enumerate(parts)})


def lines(said: Text | str) -> list[Text | str]:
    """What :func:`joined` has put below each other, apart again.

    >>> [str(line) for line in lines(joined(joined("a", text("b")), "c"))]
    ['a', 'b', 'c']
    """
    if isinstance(said, str):
        return list[Text | str](said.splitlines())
    if not _JOINED.fullmatch(said.template):
        return [said]
    parts = (part for part in said.values.values() if isinstance(part, (Text, str)))
    return [line for part in parts for line in lines(part)]


def packed(said: Text | str) -> Any:
    """A sentence as JSON can hold it, for another process; see :func:`unpacked`.

    >>> packed(text("{name}: {count} MB", name="a", count=2))
    {'template': '{name}: {count} MB', 'many': '', 'values': {'name': 'a', 'count': 2}}
    """
    if isinstance(said, str):
        return said
    values = {
        name: packed(value) if isinstance(value, Text) else _plain(value)
        for name, value in said.values.items()
    }
    return {"template": said.template, "many": said.many, "values": values}


def unpacked(said: Any) -> Text | str:
    """The sentence that :func:`packed` was given; its values are numbers, strings and sentences.

    >>> unpacked(packed(text("File: {path}", path="a.wav"))) == text("File: {path}", path="a.wav")
    True
    """
    if not isinstance(said, dict):
        return str(said)
    values = {
        name: unpacked(value) if isinstance(value, dict) else value
        for name, value in said["values"].items()
    }
    return Text(said["template"], values, said["many"])


def _plain(value: object) -> object:
    return value if isinstance(value, (int, float, str)) else str(value)


def label(word: str, /) -> str:
    """`word`, marked for the catalogue: it stays a string, and is exchanged where it is shown."""
    return word
