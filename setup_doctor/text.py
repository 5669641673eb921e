"""Sentences that users read, kept as a template and its values until they are shown.

A finding is made long before it is known in which language, or for which
reader, it will be shown. So a sentence stays a template (the msgid of a
message catalogue) until a renderer turns it into a string.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """A template with named fields, and the values that belong into them.

    >>> str(text("{count} speakers", count=2))
    '2 speakers'
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map(self.values)

    def translated(self, translate: Callable[[str], str]) -> str:
        """The sentence after ``translate`` has exchanged its template, and those within it."""
        values = {
            name: value.translated(translate) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return translate(self.template).format_map(values)

    def mapped(self, change: Callable[[str], str]) -> Text:
        """The same sentence with ``change`` applied to every value that is a string."""

        def changed(value: object) -> object:
            if isinstance(value, Text):
                return value.mapped(change)
            return change(value) if isinstance(value, str) else value

        return Text(self.template, {name: changed(each) for name, each in self.values.items()})


def text(template: str, /, **values: object) -> Text:
    """Shorthand for a :class:`Text`; `template` is the English sentence."""
    return Text(template, values)
