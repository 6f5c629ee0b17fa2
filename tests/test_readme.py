"""What the README shows is what the command prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_readme_shows_real_output() -> None:
    command = [sys.executable, "-m", "dial_lsp", "--color", "never", "docs/demo/aidial.config.json"]
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)\n```$", readme, re.MULTILINE | re.DOTALL)
    assert [block for block in shown.split("\n\n") if block not in done.stdout] == []
