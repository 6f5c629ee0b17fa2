"""Takes a picture of the access page in Chromium: python publish/access_page.py, into docs/pictures/access-page.png."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "access-page.png"
FILE = "leaky.aidial.config.json"
CELL = "key=search&to=gpt-4o"
BROWSER = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,640")


def main() -> int:
    """Take the picture anew; look at it. Raises CalledProcessError where there is no Chromium that draws it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        command = [sys.executable, "-m", "dial_lsp", "access", "--format", "html", FILE]
        made = subprocess.run(command, cwd=ROOT / "docs" / "demo", check=True, capture_output=True)
        page.write_bytes(made.stdout)
        subprocess.run([*BROWSER, f"--screenshot={PICTURE}", f"{page.as_uri()}#{CELL}"], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
