"""The files of a case as JSON and as YAML, with the places that both have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from dial_lsp.text import Source
from tests.support.asking import Asked
from tests.support.hosts import HOSTS, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.cursor_cases import CursorCase

CURSOR, END = "~here~", "~there~"


@dataclass
class Side:
    """One of the two: its files, what of them is the configuration, and the position that is asked about."""

    asked: Asked
    texts: dict[str, str]  # by the name that both sides have for a file
    uris: dict[str, str]
    written: dict[str, list[int]]  # the offsets of all code points of a configuration that are no blanks
    main: str
    start: int
    end: int
    values: Any  # reads the configuration in a file

    def position(self, offset: int) -> dict[str, int]:
        """An offset in the file that is asked about, for the server."""
        line, column = Source("", self.texts[self.main]).position(offset)
        return {"line": line - 1, "character": column - 1}

    def place(self, name: str, position: Mapping[str, int]) -> int:
        """How many code points of the configuration stand before a position, blanks left out."""
        source = Source("", self.texts[name])
        offset = source.lines.starts[position["line"]] + position["character"]
        return sum(at < offset for at in self.written[name])


def read_by_yaml(text: str) -> str:
    """The configuration in a YAML file as a YAML library reads it."""
    root: Any = YAML(typ="safe", pure=True).load(text)
    (value,) = (root["core"]["secrets"] if "core" in root else root["data"]).values()
    return str(value)


def marked(case: CursorCase) -> dict[str, str]:
    """The files of a case with marks where it asks."""
    files = dict(case.files)
    if not case.path:  # it is about the whole file
        return {name: f"{text}{CURSOR}" if not at else text for at, (name, text) in enumerate(files.items())}
    text = files[case.path]
    start, end = (_behind_blanks(text, at) for at in (case.offset, case.end))
    ends = END if case.end > case.offset else ""
    files[case.path] = f"{text[:start]}{CURSOR}{text[start:end]}{ends}{text[end:]}"
    return files


def _behind_blanks(text: str, at: int) -> int:
    """An offset, moved behind the blanks that a line begins with: before these, a mark has the line fold otherwise."""
    begins_line = not text[:at].rpartition("\n")[2].strip(" ")
    return at + len(text[at:]) - len(text[at:].lstrip(" ")) if begins_line else at


def unmarked(text: str) -> tuple[str, int, int]:
    """A text without marks, and where they stood."""
    start = text.find(CURSOR)
    text = text.replace(CURSOR, "", 1)
    end = text.find(END)
    return text.replace(END, "", 1), start, end if end >= 0 else start


def written_in(form: str, file: str, value: str) -> list[int]:
    """Where the code points of a configuration stand in a YAML file, blanks left out."""
    at = file.index(named("").partition("-")[0])
    at = file.index(": ", at) + 2 if form.endswith("quoted") else file.index("\n", at) + 1
    at += form.endswith("quoted")
    found = []
    for character in value:
        if form == "double-quoted":
            piece = json.dumps(character, ensure_ascii=False)[1:-1]
            assert file.startswith(piece, at), (file[at : at + 20], piece)
        elif character.isspace():
            continue
        else:
            piece = "''" if form == "single-quoted" and character == "'" else character
            at = file.index(piece, at)
        if not character.isspace():
            found.append(at)
        at += len(piece)
    return found


def alone(files: Mapping[str, str], settings: str, folder: Path) -> Side:
    """A project of JSON files."""
    texts, spots = _unmarked(files)
    return _side(folder, "json", texts, spots, settings, dict(texts))


def inside(form: str, files: Mapping[str, str], settings: str, folder: Path) -> tuple[Side, dict[str, str]]:
    """The same in YAML files, and the JSON that these hold, with marks."""
    made = {name: HOSTS[form](Path(name).stem, text) for name, text in files.items()}
    values = {name: read_by_yaml(text) for name, text in made.items()}
    texts, spots = _unmarked(made)
    held, _ = _unmarked(values)
    return _side(folder, form, texts, spots, settings, held), values


def _unmarked(files: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, int, int]]:
    texts: dict[str, str] = {}
    spots = ("", 0, 0)
    for name, text in files.items():
        texts[name], start, end = unmarked(text)
        spots = (name, start, end) if start >= 0 else spots
    return texts, spots


def _side(  # noqa: PLR0913, PLR0917 -- all that a side is made of
    folder: Path, form: str, texts: dict[str, str], spots: tuple[str, int, int], settings: str, held: Mapping[str, str]
) -> Side:
    folder.mkdir(parents=True)
    ending = ".json" if form == "json" else ".yaml"
    names = {name: Path(name).stem.replace("/", "-") + ending for name in texts}
    for name, text in texts.items():
        (folder / names[name]).write_bytes(text.encode("utf-8", "surrogatepass"))
    (folder / "dial-lint.toml").write_text(f"files = {json.dumps(list(names.values()))}\n{settings}", "utf-8")
    written = {
        name: [at for at, mark in enumerate(text) if not mark.isspace()]
        if form == "json"
        else written_in(form, text, held[name])
        for name, text in texts.items()
    }
    uris = {(folder / names[name]).as_uri(): name for name in texts}
    return Side(
        Asked(folder, names.values()),
        texts,
        uris,
        written,
        *spots,
        read_by_yaml if form != "json" else lambda text: text,
    )
