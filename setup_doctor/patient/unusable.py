"""What was named is no Python that could be looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setup_doctor.messages.text import Text


class UnusableError(Exception):
    """There is nothing to look after.

    Attributes:
        sentence: what was found in its place, and why that will not do.
        step: what to do next.
        broken: there is an environment, and it has to be mended; else it was named wrongly.
    """

    def __init__(self, sentence: Text, step: Text | str, *, broken: bool = False) -> None:
        super().__init__(str(sentence))
        self.sentence, self.step, self.broken = sentence, step, broken
