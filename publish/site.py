"""Makes the documentation as a site: python publish/site.py [PLAYGROUND], into build/site.

The pages of ``docs`` and the one about editors; links to other files of the repository lead to where it is hosted. Old
names of rules lead to what they are now, and the playground is put beside it where its folder is named.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from dial_lsp.reports.manual import redirects
from dial_lsp.rules import all_rules

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
LINKS = ("--offline", "--no-progress", "--quiet", "--include-fragments", "--index-files", "index.html")
PAGES, SITE = ROOT / "build" / "site-pages", ROOT / "build" / "site"
REPOSITORY = "https://github.com/dial-lsp/dial-lsp/blob/main/"
_LINK = re.compile(r"(?<=\]\()(?!https?:|#|mailto:)([^)\s]+)(?=\))")


def main() -> int:
    """Make the site. Raises CalledProcessError where a link leads nowhere."""
    gather()
    environment = {**os.environ, "NO_COLOR": "1"}
    subprocess.run([TOOLS / "zensical", "build", "--strict", "--clean"], cwd=ROOT, check=True, env=environment)
    for old, target in redirects(all_rules()).items():
        put(SITE / "rules" / old / "index.html", redirect(old, target))
    for playground in sys.argv[1:]:
        shutil.copytree(playground, SITE / "playground", dirs_exist_ok=True)
    pages = [path for path in SITE.rglob("*.html") if path.name != "404.html"]  # which knows no place of its own
    subprocess.run([TOOLS / "lychee", *LINKS, "--root-dir", SITE, *pages], cwd=ROOT, check=True, env=environment)
    return 0


def gather() -> None:
    """Copy the pages, so that links among them stay and all others lead to the repository."""
    shutil.rmtree(PAGES, ignore_errors=True)
    pages = {path: path.relative_to(ROOT / "docs").as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))}
    pages[ROOT / "editors" / "README.md"] = "editors.md"
    for path, name in pages.items():
        text = path.read_text("utf-8").replace("```jsonc\n", "```json5\n")  # which the site has colours for
        put(PAGES / name, _LINK.sub(partial(moved, path, name, pages), text))
    for picture in (ROOT / "docs").rglob("*.*"):
        if picture.suffix in {".svg", ".png"}:
            put(PAGES / picture.relative_to(ROOT / "docs"), picture.read_bytes())


def moved(path: Path, name: str, pages: dict[Path, str], link: re.Match[str]) -> str:
    """Where a link of a page leads on the site."""
    file, mark, anchor = link[1].partition("#")
    target = (path.parent / file).resolve()
    if target in pages:
        return os.path.relpath(pages[target], Path(name).parent) + mark + anchor
    if target.is_relative_to(ROOT / "docs") and target.suffix in {".svg", ".png"}:
        return link[1]
    return REPOSITORY + target.relative_to(ROOT).as_posix() + mark + anchor


def redirect(old: str, target: str) -> str:
    """A page that leads on, from the folder of an old name."""
    up = "../" * (old.count("/") + 1)
    where = html.escape(up + target, quote=True)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{html.escape(old)}</title>\n'
        f'<link rel="canonical" href="{where}">\n<meta http-equiv="refresh" content="0; url={where}">\n'
        f'<p>This rule has <a href="{where}">another name</a> now.</p>\n'
    )


def put(path: Path, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


if __name__ == "__main__":
    sys.exit(main())
