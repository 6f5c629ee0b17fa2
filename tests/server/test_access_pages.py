"""The page behind a lens says whom or what it is about, a key by its position and project."""

from __future__ import annotations

import pytest

from tests.server.raw import running

URI = "file:///nowhere/aidial.config.json"
SECRET = "proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e"
TEXT = f"""{{
"keys": {{"other-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e": {{"project": "q", "role": "r"}}, "k": {{"role": "r"}},
"{SECRET}": {{"project": "p_1", "role": "r"}}}},
"roles": {{"r": {{}}}},
"models": {{"m": {{"type": "chat", "endpoint": "http://m"}},
"n": {{"type": "chat", "endpoint": "http://n"}}}}
}}"""


@pytest.mark.parametrize(
    ("line", "character", "heading"),
    [
        (2, 3, '# What key 3 (project "p\\_1") reaches'),
        (3, 11, '# What a caller with role "r" reaches'),
        (5, 1, '# Who reaches model "n"'),
        (0, 0, "| object | key 1 q, key 2, key 3 p\\_1, role r, anybody |"),
    ],
)
def test_a_page_begins_with_its_subject(line: int, character: int, heading: str) -> None:
    with running() as (client, _):
        client.start()
        client.open(URI, TEXT)
        at = {"line": line, "character": character}
        page = client.request("workspace/executeCommand", command="dial-lint.showAccess", arguments=[URI, at])["result"]
        assert heading in page.splitlines()
        assert SECRET not in page
