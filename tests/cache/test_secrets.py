"""No report that is kept tells a secret, wherever that stood in the files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.cache.conftest import reports
from tests.masking.outputs import put
from tests.masking.test_no_secret import report, some, told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cache.conftest import Lint

COMMANDS = (
    ("check", "--all"),
    ("check", "--format=json", "--fail-on=never"),
    ("check", "--format=html"),
    ("access",),
    ("access", "--lock"),
    ("test", "--coverage", "--policy=dial-policy.toml"),
)


def test_no_report_that_is_kept_tells_a_secret(lint: Lint, folder: Path, kept: Path) -> None:
    counts: Counter[str] = Counter()
    (folder / "dial-policy.toml").write_text('[[policy]]\nname = "n"\non = "*"\nonly = "role:nobody"\n')
    found: list[str] = []
    for plant in some():
        paths = put(plant, folder)
        counts["secrets"] += len(plant.words)
        for command in COMMANDS:
            lint(*command, *paths)
        texts = [(path.name, path.read_bytes().decode("utf-8", "replace")) for path in reports(kept)]
        counts["reports"] += len(texts)
        found += told(plant, texts, counts)
        lint("clean")
    assert counts["reports"]
    report(counts, found)
