"""The page of measurements, section by section: each benchmark writes its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """# Performance

Written by `make bench`; every number is of one run on one machine with two cores, what is compared in turn.
"""


def write_section(page: Path, title: str, text: str) -> None:
    """Put a section in the place of the one with its title, or at the end of the page."""
    before = page.read_text(encoding="utf-8") if page.exists() else HEAD
    head, *sections = re.split(r"(?m)^(?=## )", before)
    titles = [section.partition("\n")[0] for section in sections]
    new = f"## {title}\n\n{text.strip()}\n"
    if f"## {title}" in titles:
        sections[titles.index(f"## {title}")] = new
    else:
        sections.append(new)
    page.write_text("\n".join(part.strip() + "\n" for part in (head, *sections)), encoding="utf-8")
