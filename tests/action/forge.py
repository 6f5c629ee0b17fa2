"""A forge in this process: the part of GitHub's and GitLab's APIs that comments need, over HTTP."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 65_536


@dataclass
class Forge:
    """What it holds, what was asked of it, and how it fails."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    merge_base: str = ""
    login: str = ""  # of the token's user; empty: the token is that of a job
    requests: list[str] = field(default_factory=list)
    failures: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    """For the next requests of a method: the status, and headers. A status of 0 makes the change and then fails."""

    def answer(self, method: str, target: str, value: Any) -> tuple[int, dict[str, str], Any]:
        """Status, headers and value of the answer."""
        self.requests.append(f"{method} {target}")
        failure = next((one for one in self.failures if one[0] == method), None)
        if failure is not None:
            self.failures.remove(failure)
            if failure[1] == 0:
                self._done(method, target, value)
            return failure[1] or 502, failure[2], {"message": "Resource not accessible by integration"}
        status, answer = self._done(method, target, value)
        return status, {}, answer

    def _done(self, method: str, target: str, value: Any) -> tuple[int, Any]:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if method == "GET":
            return self._get(path, query)
        if len(value["body"]) > LONGEST:
            return 422, {"message": f"body is too long (maximum is {LONGEST} characters)"}
        if method == "POST":
            self.comments.append(self.comment(value["body"], len(self.comments) + 1))
            return 201, self.comments[-1]
        number = int(path.rpartition("/")[2])
        for one in self.comments:
            if one["id"] == number:
                one["body"] = value["body"]
                return 200, one
        return 404, {"message": "Not Found"}

    def _get(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if path.endswith("/user"):
            if self.login:
                return 200, {"login": self.login, "id": 7}
            return 403, {"message": "Resource not accessible by integration"}
        if "/compare/" in path:
            return 200, {"merge_base_commit": {"sha": self.merge_base}}
        if path.endswith("/pulls"):
            owner, _, branch = query["head"][0].partition(":")
            found = [one for one in self.pulls if (one["head"]["user"]["login"], one["head"]["ref"]) == (owner, branch)]
        else:
            found = self.comments
        size, page = int(query["per_page"][0]), int(query["page"][0])
        return 200, found[(page - 1) * size : page * size]

    def comment(self, body: str, number: int, login: str = "") -> dict[str, Any]:
        """A comment of ours or, with a login, of somebody else, as both forges describe one."""
        who = login or self.login or "github-actions[bot]"
        is_bot = who.endswith("[bot]")
        return {
            "id": number,
            "body": body,
            "html_url": f"https://github.com/our-org/our-repository/pull/5#issuecomment-{number}",
            "user": {"login": who, "type": "Bot" if is_bot else "User"},
            "author": {"id": 8 if login else 7},
            "system": False,
        }


@contextmanager
def serving(forge: Forge) -> Iterator[Forge]:
    """The forge, at the address that it has then."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            value = json.loads(self.rfile.read(length) or b"null")
            status, headers, answer = forge.answer(self.command, self.path, value)
            data = json.dumps(answer).encode()
            self.send_response(status)
            for name, text in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_PATCH = do_PUT = do_GET  # noqa: N815 -- as the library wants it

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    forge.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
