"""A real browser without a screen, for the pages that people look at."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@dataclass
class Watched:
    """A page, and everything that it complained about or asked the network for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def until(self, condition: str, seconds: float = 120.0) -> None:
        """Wait for a condition in JavaScript; playwright's own way is not allowed by the page."""
        deadline = time.monotonic() + seconds
        while not self.page.evaluate(condition):
            assert time.monotonic() < deadline, f"never came true: {condition}"
            time.sleep(0.05)


@contextmanager
def launched():
    """Start the browser: what takes most of the time, so that several pages may share it."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with api.sync_playwright() as playwright:
        # In a container Chromium cannot make the sandbox that it wants.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(path, **options):
    """Open the file ``path``; ``options`` are those of a browser context, as playwright has them."""
    with launched() as browser, shown(browser, path, **options) as watched:
        yield watched


@contextmanager
def shown(browser, path, **options):
    """Open the file in a browser that has started; it has kept nothing of the pages before."""
    context = browser.new_context(**options)
    watched = Watched(context.new_page())
    watched.page.on("console", lambda said: watched.complaints.append(said.text))
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("request", lambda asked: watched.requests.append(asked.url))
    watched.page.goto(path.as_uri())
    yield watched
    context.close()
