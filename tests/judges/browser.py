"""Chromium as a judge: does the page work for those who read it, and is it within reach of everyone (axe-core)."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from judges.required import absent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

REQUIRED_VARIABLE = "TDAG_REQUIRE_BROWSER"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_ASKED = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All rules of axe-core that are on by default, and the size of targets (WCAG 2.2, 2.5.8)."""

_MILLISECONDS = 120_000
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


class PageFailedError(AssertionError):
    """The page wrote to the console, failed, or asked for something from outside itself."""


@dataclass(frozen=True)
class Visit:
    """A page in front of a reader, and what went wrong in it so far."""

    page: Page
    wrong: list[str]

    def refuse_failures(self) -> None:
        """Raises PageFailedError for anything that went wrong since the page was opened."""
        if self.wrong:
            raise PageFailedError("; ".join(self.wrong))


@dataclass(frozen=True)
class Reader:
    """Opens pages in one browser, each in a context of its own."""

    browser: Browser

    @contextlib.contextmanager
    def reading(self, file: Path, place: str = "", **settings: object) -> Iterator[Page]:
        """The page of `file` at `place` (#ar); raises PageFailedError afterwards if anything went wrong in it.

        `settings` are those of a browser context: viewport, color_scheme, java_script_enabled …
        """
        context = self.browser.new_context(**{"viewport": WIDE, **settings})
        try:
            context.set_default_timeout(_MILLISECONDS)
            visit = Visit(context.new_page(), [])
            _watch(visit, file.as_uri())
            visit.page.goto(file.as_uri() + place)
            yield visit.page
            visit.refuse_failures()
        finally:
            context.close()


def _watch(visit: Visit, address: str) -> None:
    def note_request(url: str) -> None:
        if url.split("#")[0] != address and not url.startswith("data:"):
            visit.wrong.append(f"the page asked for {url}")

    visit.page.on("console", lambda message: visit.wrong.append(f"the console says: {message.text}"))
    visit.page.on("pageerror", lambda error: visit.wrong.append(f"the script failed: {error}"))
    visit.page.on("request", lambda request: note_request(request.url))


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it is now: rule, elements and reason, one a line."""
    if not _AXE.is_file():
        absent("axe-core is not installed: npm ci --prefix tests/judges", required_by=REQUIRED_VARIABLE)
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {json.dumps(_ASKED)}).then((result) => result.violations)")
    return [f"{rule['id']}: {node['html'][:200]}: {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def running_browser() -> Iterator[Reader]:
    """Chromium without a window, until the generator is closed; skips or fails where it is not installed."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        absent("no Chromium with Playwright is installed (apt: chromium)", required_by=REQUIRED_VARIABLE)
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield Reader(browser)
        finally:
            browser.close()
