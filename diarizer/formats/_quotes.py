"""A quote in a CSV that is not closed, so that a field takes all that follows for its own."""

from __future__ import annotations

import csv
import io

from diarizer.errors import FormatError
from diarizer.messages.text import text


def check(content: str, delimiter: str) -> None:
    """Refuse a field that takes all that follows for its own: the quote that ends it lacks.

    Raises:
        FormatError: there is one.

    """
    begun = 0
    try:
        lines = csv.reader(io.StringIO(content, newline=""), strict=True, delimiter=delimiter)
        for _ in lines:
            begun = lines.line_num
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            said = text("A quote in line {number} is not closed.", number=begun + 1)
            raise FormatError(
                text("The file is not a CSV."),
                context=said,
                hint=text("Close it, or double a quote that is part of the text."),
            ) from error
