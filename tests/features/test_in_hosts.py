"""Every feature answers in every form of a host what it answers in a file: all cases of this folder, in YAML.

A case is asked about twice: in JSON files, and in YAML files that a YAML library reads as the same texts. Places are
compared by how much of the configuration stands before them, blanks left out; edits by what the library reads after
them, blanks left out, too, for between quotes and in folded lines these are others.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from dial_lsp.text import Edit, Source, Span, apply_edits
from tests.support.asking import Asked
from tests.support.cursor_cases import cursor_cases
from tests.support.hosts import HOSTS, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.support.cursor_cases import CursorCase

HERE = Path(__file__).parent
FEATURES = sorted(folder.name for folder in HERE.iterdir() if folder.is_dir() and folder.name != "__pycache__")
FORMS = tuple(form for form in HOSTS if form != "secret")  # which has no places
CURSOR, END = "~here~", "~there~"
BLANKS = re.compile(r"\s+")
LINE = re.compile(r"(?<=line )\d+|(?<=\.json:)\d+|\b\d+:\d+|(?<=#L)\d+,\d+")
AT_CURSOR = {
    "completion": "textDocument/completion",
    "definition": "textDocument/definition",
    "highlight": "textDocument/documentHighlight",
    "hover": "textDocument/hover",
    "linked_editing": "textDocument/linkedEditingRange",
    "references": "textDocument/references",
}
OF_FILES = {
    "code_lenses": "textDocument/codeLens",
    "document_symbols": "textDocument/documentSymbol",
    "links": "textDocument/documentLink",
    "semantic_tokens": "textDocument/semanticTokens/full",
}


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


class Asking:
    """Asks a side about a case."""

    def __init__(self, side: Side, case: CursorCase, *, is_literal: bool) -> None:
        """Only lines of literal blocks can be compared."""
        self._side, self._case, self._is_literal = side, case, is_literal
        uri = next(uri for uri, name in side.uris.items() if name == side.main)
        self._document = {"textDocument": {"uri": uri}}
        self._at = {**self._document, "position": side.position(side.start)}
        self._span = {"start": side.position(side.start), "end": side.position(side.end)}
        self._ask("textDocument/codeAction", range=self._span, context={"diagnostics": []})  # which checks the files

    def answers(self, feature: str) -> list[Any]:
        """What the side answers, in a form in which both can be compared."""
        if feature in AT_CURSOR:
            more = {"context": {"includeDeclaration": True}} if feature == "references" else {}
            found = [self._side.asked.ask(AT_CURSOR[feature], {**self._at, **more})]
        elif feature in OF_FILES:
            found = [self._ask(OF_FILES[feature])]
        else:
            found = list(getattr(self, feature)())
        return Compared(self._side).of(found) if feature != "formatting" else found

    def folding(self) -> Iterator[Any]:
        """Folds, which are only of lines."""
        found = self._ask("textDocument/foldingRange")
        assert all(each["startLine"] < each["endLine"] for each in found)
        yield found if self._is_literal else None

    def call_hierarchy(self) -> Iterator[Any]:
        """The items at the cursor, and from each on in both directions."""
        items = self._side.asked.ask("textDocument/prepareCallHierarchy", self._at) or []
        yield items
        for item in items:
            yield self._side.asked.ask("callHierarchy/incomingCalls", {"item": item})
            yield self._side.asked.ask("callHierarchy/outgoingCalls", {"item": item})

    def code_actions(self) -> Iterator[Any]:
        """All that is offered, with what it does."""
        for action in self._ask("textDocument/codeAction", range=self._span, context={"diagnostics": []}) or []:
            yield self._side.asked.ask("codeAction/resolve", action) if "edit" not in action else action

    def rename(self) -> Iterator[Any]:
        """What would be renamed, and the renaming."""
        yield self._side.asked.ask("textDocument/prepareRename", self._at)
        new = self._case.arguments or "another"
        yield self._side.asked.ask("textDocument/rename", {**self._at, "newName": new})

    def selection_ranges(self) -> Iterator[Any]:
        """The parts around the cursor."""
        yield self._ask("textDocument/selectionRange", positions=[self._at["position"]])

    def inlay_hints(self) -> Iterator[Any]:
        """The hints of the whole file."""
        end = self._side.position(len(self._side.texts[self._side.main]))
        yield self._ask("textDocument/inlayHint", range={"start": {"line": 0, "character": 0}, "end": end})

    def formatting(self) -> Iterator[str]:
        """The configuration laid out; blanks count."""
        how, _, rest = self._case.arguments.partition(" ")
        indent = re.search(r"indent=(\d)", rest)
        options = {"tabSize": int(indent[1]) if indent else 2, "insertSpaces": True}
        if how == "whole":
            edits = self._ask("textDocument/formatting", options=options)
        elif how == "range":
            edits = self._ask("textDocument/rangeFormatting", range=self._span, options=options)
        else:
            typed = {**self._at, "ch": "\n" if rest == "newline" else rest, "options": options}
            edits = self._side.asked.ask("textDocument/onTypeFormatting", typed)
        yield self._side.values(applied(self._side.texts[self._side.main], edits)).rstrip()

    def _ask(self, method: str, **params: Any) -> Any:
        return self._side.asked.ask(method, {**self._document, **params})


def applied(text: str, edits: Any) -> str:
    """A text after edits of the protocol."""
    source = Source("", text)
    starts = source.lines.starts
    return apply_edits(
        text,
        [
            Edit(Span(*(starts[at["line"]] + at["character"] for at in edit["range"].values())), edit["newText"])
            for edit in edits or ()
        ],
    )


class Compared:
    """An answer with everything in it as both sides have it."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def of(self, given: Any, name: str = "") -> Any:
        """A part of an answer, whose places are in the file of a name, or in that which was asked about."""
        name = name or self._side.main
        if isinstance(given, list):
            return [self.of(each, name) for each in given]
        if isinstance(given, dict):
            return self._of_object(given, name)
        return self._words(given) if isinstance(given, str) else given

    def _of_object(self, given: dict[str, Any], name: str) -> Any:
        shape = next((marks for marks in SHAPES if marks <= given.keys()), frozenset())
        if shape:
            return SHAPES[shape](self, given, name)
        name = self._side.uris.get(given.get("uri", ""), name)
        kept = {key: value for key, value in given.items() if key not in {"data", "resultId", "sortText"}}
        if "from" in kept:
            name = self._side.uris[kept["from"]["uri"]]
        return {key: self.of(value, name) for key, value in kept.items()}

    def place(self, given: Any, name: str) -> int:
        """A position."""
        return self._side.place(name, given)

    def span(self, given: Any, name: str) -> tuple[int, int]:
        """A range."""
        return self._side.place(name, given["start"]), self._side.place(name, given["end"])

    def fold(self, given: Any, name: str) -> tuple[int, int, str]:
        """A fold: what stands before its first line, and before the line behind its last one."""
        start, end = ({"line": given[key], "character": 0} for key in ("startLine", "endLine"))
        return self.place(start, name), self.place({**end, "line": end["line"] + 1}, name), given.get("kind", "")

    def changes(self, given: Any, _name: str) -> Any:
        """What files hold after a change of the workspace; what it adds to settings."""
        steps = given.get("documentChanges") or ()
        changes = given.get("changes") or {one["textDocument"]["uri"]: one["edits"] for one in steps if "edits" in one}
        found = {}
        for uri, edits in changes.items():
            name = self._side.uris.get(uri)
            if name is None:
                found[uri.rpartition("/")[2]] = self._words("".join(edit["newText"] for edit in edits))
            else:
                found[name] = BLANKS.sub("", self._side.values(applied(self._side.texts[name], edits)))
        return found

    def completion(self, item: Any, _name: str) -> Any:
        """What is shown of an item, and the file after accepting it."""
        edits = [item["textEdit"], *(item.get("additionalTextEdits") or ())]
        text = self._side.values(applied(self._side.texts[self._side.main], edits))
        shown = {key: self.of(item[key]) for key in ("label", "kind", "detail", "filterText") if key in item}
        return {**shown, "text": BLANKS.sub("", text)}

    def tokens(self, given: Any, name: str) -> list[tuple[int, ...]]:
        """Semantic tokens by their places."""
        found: list[tuple[int, ...]] = []
        line = character = 0
        data = given["data"]
        for at in range(0, len(data), 5):
            down, right, width, kind, modifiers = data[at : at + 5]
            line, character = line + down, right if down else character + right
            start, end = ({"line": line, "character": column} for column in (character, character + width))
            found.append((self.place(start, name), self.place(end, name), kind, modifiers))
        return found

    def _words(self, text: str) -> str:
        for uri, name in self._side.uris.items():
            text = text.replace(uri, name).replace(uri.rpartition("/")[2], Path(name).stem + ".json")
        return LINE.sub("N", re.sub(r"file:///\S*/(?=[\w.-]+)", "", text))


SHAPES: Mapping[frozenset[str], Callable[[Compared, Any, str], Any]] = {
    frozenset({"changes"}): Compared.changes,
    frozenset({"documentChanges"}): Compared.changes,
    frozenset({"line", "character"}): Compared.place,
    frozenset({"start", "end"}): Compared.span,
    frozenset({"startLine", "endLine"}): Compared.fold,
    frozenset({"textEdit"}): Compared.completion,
    frozenset({"data", "resultId"}): Compared.tokens,
}
"""How parts of answers are compared, by members that they have."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_answers_the_same_in_every_form(
    feature: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: "NEW-SECRET")
    for number, case in enumerate(cursor_cases(HERE / feature)):
        if not case.files[case.path or next(iter(case.files))].strip():
            continue  # nothing in YAML is no configuration
        hosted, values = inside(form, marked(case), case.settings, tmp_path / f"{number} hosted")
        file = alone(values, case.settings, tmp_path / f"{number} alone")
        if feature == "formatting" and form.endswith("quoted"):
            continue
        is_literal = form in {"values", "config-map"}
        found, expected = (Asking(side, case, is_literal=is_literal).answers(feature) for side in (hosted, file))
        assert found == expected, case.title
