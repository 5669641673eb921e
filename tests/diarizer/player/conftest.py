"""One browser for the pages of a file: starting it takes longer than what most tests do."""

import pytest

from tests.browser import launched


@pytest.fixture(scope="module")
def browser():
    with launched() as started:
        yield started
