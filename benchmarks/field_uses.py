"""How often people write each field: ``python -m benchmarks.field_uses FOLDER`` counts it in configurations there.

``python -m benchmarks.public_files FOLDER`` fetches such. Every object is counted, in entries and inside of
them. Nothing but names of fields that the format has and their counts goes into the table, which orders completions.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.features.completion.uses import TABLE
from dial_lsp.schema.fields import entry_type, sections, type_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.schema.fields import Pointer


def counted(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """How many objects of a type have a field, whatever its spelling; texts that are not JSON are passed over."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        try:
            config = json.loads(text)
        except ValueError:
            continue
        for name, value in config.items() if isinstance(config, dict) else ():
            if name in sections():
                entries = value.values() if entry_type(name) and isinstance(value, dict) else [value]
                found.update(use for entry in entries for use in _uses(name, (), entry))
    return found


def written(counts: Counter[tuple[str, str]]) -> str:
    """The table: a type, one of its fields and how many objects of the type have it, on each line."""
    rows = sorted(counts.items(), key=lambda row: (row[0][0], -row[1], row[0][1]))
    return "".join(f"{kind}\t{field}\t{count}\n" for (kind, field), count in rows)


def _uses(section: str, pointer: Pointer, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        kind = type_at(section, pointer)
        for name, inner in value.items():
            if kind and name in kind.spellings:
                yield kind.name, kind.spellings[name].name
            yield from _uses(section, (*pointer, name), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _uses(section, (*pointer, index), inner)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder: Path = parser.parse_args().folder
    counts = counted(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json")))
    TABLE.write_text(written(counts), encoding="utf-8")
    print(f"{counts.total()} fields in {TABLE}")


if __name__ == "__main__":
    main()
