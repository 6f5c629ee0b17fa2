"""What the playground weighs, and how long it takes to load and to answer, in a headless Chromium.

``python -m benchmarks.playground [PAGE]`` after ``npm ci && npm run build`` in ``editors/playground``; with a page the
table is written into it.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.page import write_section

PLAYGROUND = Path(__file__).resolve().parents[1] / "editors" / "playground"
NAMED = 100_000  # bytes; smaller files are in the sum alone
ABOUT = """
**What is measured.** Files as a web server has them, and packed by gzip, as most send them. The time from the address
to the first findings of the demo is that of a browser that has loaded nothing before, from the same machine, so without
what a network adds; then a letter is typed into the name of a field and taken away, {edits} times in all, until the
list of findings has changed. Chromium {version}.

**Why it takes what it takes.** Python itself is compiled and started by the browser, and runs slower under WebAssembly
than on the machine. The modules are compiled when the page is built: they weigh more than their sources, and no page
has to compile them. What is loaded once is kept by the browser like any other file.
"""


def main() -> None:
    """Measure, print and, if a page is named, write."""
    node = shutil.which("node")
    if node is None:
        raise SystemExit("This needs Node.js and Chromium.")
    done = subprocess.run([node, "measure.mjs"], cwd=PLAYGROUND, capture_output=True, text=True, check=True)
    text = section(json.loads(done.stdout))
    sys.stdout.write(text)
    if len(sys.argv) > 1:
        write_section(Path(sys.argv[1]), "The playground", text)


def section(measured: dict[str, Any]) -> str:
    """What was measured as Markdown."""
    files, loads, edits = measured["files"], sorted(measured["loads"]), sorted(measured["edits"])
    rows = [("all files", sum(one["bytes"] for one in files), sum(one["packed"] for one in files))]
    rows += [(f"`{one['name']}`", one["bytes"], one["packed"]) for one in files if one["packed"] >= NAMED]
    weights = "\n".join(f"| {name} | {size / 1e6:.1f} MB | {packed / 1e6:.1f} MB |" for name, size, packed in rows)
    loading = f"{statistics.median(loads) / 1e3:.1f} s | {loads[-1] / 1e3:.1f} s"
    typing = f"{statistics.median(edits):.0f} ms | {edits[len(edits) * 19 // 20]:.0f} ms"
    return (
        f"| | as it is | packed |\n|---|---:|---:|\n{weights}\n\n"
        f"| | median | most |\n|---|---:|---:|\n| from the address to the first findings | {loading} |\n\n"
        f"| | median | 19 of 20 below |\n|---|---:|---:|\n| from a keystroke to its findings | {typing} |\n"
        + ABOUT.format(edits=len(edits), version=measured["version"])
    )


if __name__ == "__main__":
    main()
