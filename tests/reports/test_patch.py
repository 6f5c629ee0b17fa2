from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from dial_lsp.masking.masks import Masked
from dial_lsp.reports.patch import Patch, Side, patch

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = '{\n  "keys": {\n    "secret-one": {"project": "A"},\n    "secret-two": {"project": "B",}\n  }\n}\n'
AFTER = BEFORE.replace('"B",}', '"B"}')


def side(text: str, *words: str) -> Side:
    return Side(text, tuple(Masked(text.index(word), text.index(word) + len(word)) for word in words))


def test_secrets_are_masked() -> None:
    words = ("secret-one", "secret-two")
    assert patch("a.json", side(BEFORE, *words), side(AFTER, *words)) == Patch(
        """\
--- a.json
+++ a.json
@@ -1,6 +1,6 @@
 {
   "keys": {
     "•••": {"project": "A"},
-    "•••": {"project": "B",}
+    "•••": {"project": "B"}
   }
 }
""",
        is_masked=True,
    )


def test_secrets_elsewhere_do_not_matter() -> None:
    before = '{"secret-one": 1,\n' + "\n" * 9 + '"b": 2,}\n'
    found = patch("a.json", side(before, "secret-one"), side(before.replace(",}", "}"), "secret-one"))
    assert not found.is_masked
    assert found.text.endswith('-"b": 2,}\n+"b": 2}\n')


def test_nothing_changes() -> None:
    assert patch("a.json", side(BEFORE), side(BEFORE)) == Patch("", is_masked=False)


def test_colors() -> None:
    lines = patch("a", side("a\n"), side("b\n"), color=True).text.splitlines()
    assert lines == ["--- a", "+++ a", "\x1b[36m@@ -1 +1 @@\x1b[0m", "\x1b[31m-a\x1b[0m", "\x1b[32m+b\x1b[0m"]


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch here")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, AFTER),
        ("a\r\nb\r\n", "a\r\nc\r\n"),
        ("a", "b"),
        ("a\n", "a"),
        ("", "a\n"),
        ("a\n", ""),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "2\n3\n4\n5\n6\n7\n8\n9\n10\n"),
        ("a\x0bb\u2028c\n", "a\x0bb\u2028d\n"),
    ],
)
def test_patch_makes_the_one_from_the_other(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(before.encode())
    made = patch("a.json", side(before), side(after)).text
    command = ["patch", "--binary", "--quiet", "-p0", "-d", str(tmp_path)]
    subprocess.run(command, input=made.encode(), check=True)
    assert (file.read_bytes() if file.exists() else b"") == after.encode()
