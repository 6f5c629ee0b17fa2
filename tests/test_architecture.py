"""``docs/architecture.md`` and the code agree: its picture has every room, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dial_lsp"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PICTURE = re.findall(r"^```\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[0]
START = {"__init__", "__main__"}


def modules(folder: Path) -> set[str]:
    """The rooms and files of a folder, as the picture names them."""
    rooms = {f"{path.name}/" for path in folder.iterdir() if (path / "__init__.py").is_file()}
    return rooms | {path.name for path in folder.glob("*.py") if path.stem not in START}


def test_the_picture_has_every_room() -> None:
    assert {
        name for name in modules(PACKAGE) if re.search(rf"^ +(.* )?{re.escape(name)}", PICTURE, re.MULTILINE)
    } == modules(PACKAGE)


def test_what_the_text_names_is_there() -> None:
    names = set(re.findall(r"`([a-z_/]+\.(?:py|md|lark|js))`", TEXT))
    assert {"convert.py", "dial_lsp/disk.py"} <= names
    assert [name for name in sorted(names) if "/" in name and not (ROOT / name).is_file()] == []
    assert [name for name in sorted(names) if "/" not in name and not [*PACKAGE.rglob(name)]] == []


def test_the_engine_of_the_picture_is_there() -> None:
    named = re.findall(r"^     (\w+) ", PICTURE, re.MULTILINE)
    assert len(named) > 5
    assert set(named) - {path.stem for path in (PACKAGE / "engine").iterdir()} == set()
