"""The server in a page: it gets and sends the messages themselves, without the bytes of a stream around them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.reports.access.answers import Answers
from dial_lsp.reports.access.refusal import refusal_of
from dial_lsp.reports.pages.access import render
from dial_lsp.rulekit.manual import page_of
from dial_lsp.rules import all_rules
from dial_lsp.server.assembly import create
from dial_lsp.server.convert import path_of
from dial_lsp.versions import LATEST, NEWEST, OLDEST, Version

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path("/config")  # of the files in the page
_EXAMPLE = re.compile(r"^```json[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CARETS = re.compile(r"^ *\^+(?: .*)?\n", re.MULTILINE)


class _Port:
    """What the server writes its messages to."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send

    def write(self, data: bytes) -> None:
        """Send a message without its header."""
        self._send(data.partition(b"\r\n\r\n")[2].decode())

    def close(self) -> None:
        """Nothing is open."""


class Serving:
    """A server for the page, which sends by ``send``."""

    def __init__(self, send: Callable[[str], None]) -> None:
        FOLDER.mkdir(exist_ok=True)
        self._server = create()
        self._server.protocol.set_writer(_Port(send))

    def receive(self, message: str) -> None:
        """Take a message of the protocol."""
        self._server.protocol.receive(json.loads(message))

    async def access(self, uri: str) -> str:
        """The access page of the configuration that a file belongs to; empty if it is none."""
        await self._server.checker.checked(path_of(uri))
        view = self._server.files.view(uri)
        if view is None:
            return ""
        analysis = view.analysis
        access = analysis.access
        subjects = (*access.keys, *access.roles, access.everyone)
        return "".join(render(Answers(access, subjects, access.objects, refusal_of(analysis))))


def versions() -> str:
    """The versions of Core that can be chosen, the newest first, with blanks between."""
    numbers = range(NEWEST.minor, OLDEST.minor - 1, -1)
    return " ".join([LATEST.short, *(Version(0, minor).short for minor in numbers)])


def put(name: str, text: str | None) -> None:
    """Write a file that the server can find before it is opened; delete it where the text is None."""
    path = FOLDER / name
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")


def example(name: str) -> str | None:
    """The first flagged example of a rule, or of one of its codes; None if no rule has the name."""
    short, _, code = name.partition("/")
    rule = next((each for each in all_rules() if each.name == short), None)
    if rule is None or (code and code not in rule.codes):
        return None
    pages = [page_of(rule, code), *page_of(rule).codes.values()]
    texts = (found[1] for page in pages if (found := _EXAMPLE.search(page.section("Flagged"))))
    return next((_CARETS.sub("", text) for text in texts), None)
