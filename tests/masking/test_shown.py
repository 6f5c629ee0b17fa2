"""How texts are shown, line by line: the files beside this one say what is masked, and what is not although it is near.

A line that begins with ``<`` is a text, the line behind it is how it is shown; ``⏎`` in them is a line end. Run with
``UPDATE_EXPECTED=1`` to write down what is shown now, and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.masking import names
from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.masking.files import masked_in_file, masked_in_settings
from dial_lsp.masking.masks import Masked, joined
from dial_lsp.masking.random_text import formed_secrets, random_parts
from dial_lsp.masking.secrecy import Secrecy
from dial_lsp.masking.standing import FREE, SECRET, Mode, Standing
from dial_lsp.masking.texts import held_in_text
from dial_lsp.project.discovery import Project
from dial_lsp.project.files import read_source
from dial_lsp.project.opened import configs_of, opened_apart
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FOLDER = Path(__file__).parent / "shown"
LINE_END = "⏎"
KEYS = ("hunter-two/three~four", "hunt-2-x", "hunter", "Zr8Kq2Vw", 'quo"ted-9', "pass word 1", 'é"quoted-99')


def masked(text: str, found: Iterable[Masked]) -> str:
    """A text with masks."""
    return apply_edits(text, [Edit(Span(one.start, one.end), one.shown) for one in joined(found)])


def a_name(name: str) -> str:
    """What a name tells of its value."""
    told = {
        "surely a secret": names.says_secret(name),
        "maybe a secret": names.may_hold_secret(name),
        "about a secret": names.tells_about(name),
        "keys": names.is_keys_name(name),
        "a slip in a key": names.is_slip_among(name, "Key"),
        "a slip for a plain field of a key": names.is_slip_for_plain(name, "Key"),
    }
    return ", ".join(word for word, holds in told.items() if holds) or "nothing"


def a_word(word: str) -> str:
    """A word with what looks random in it, or has the form of a known kind of secret."""
    return masked(word, (Masked(*span) for span in (*random_parts(word), *formed_secrets(word))))


def at(place: Standing) -> Callable[[str], str]:
    """A text at a place."""

    def shown(text: str) -> str:
        held = held_in_text(place, text)
        return "•••" if held.whole else masked(text, (Masked(*span) for span in held.parts))

    return shown


def a_comment(text: str) -> str:
    """A comment, and how it is shown among keys if that is another way."""
    outside, inside = (masked(text, masked_in_comment(text, in_keys=in_keys)) for in_keys in (False, True))
    return outside if outside == inside else f"{outside}   among keys: {inside}"


def a_file(text: str) -> str:
    """A file of JSON."""
    document = parse(Source("a.json", text))
    return masked(text, Secrecy([document]).masked(document))


def a_message(text: str) -> str:
    """A message about a file with some keys, one of which is a word of damaged text."""
    keys = {key: {"project": "p"} for key in KEYS}
    return Secrecy([parse(Source("a.json", json.dumps({"keys": keys})))]).wording.hidden(text)


def settings(text: str) -> str:
    """A settings file beside a file with some keys."""
    keys = {key: {"project": "p"} for key in KEYS}
    wording = Secrecy([parse(Source("a.json", json.dumps({"keys": keys})))]).wording
    return masked(text, masked_in_settings(text, wording))


def yaml(text: str, folder: Path) -> str:
    """A file of YAML with configurations in it."""
    path = folder / "values.yaml"
    path.write_text(text, encoding="utf-8")
    sources = [one for each in configs_of(opened_apart(Project((str(path),)))) for one in each]
    documents = [parse(source) for source in sources]
    assert documents, read_source(str(path))
    return masked(text, masked_in_file(documents, Secrecy(documents)))


VIEWS: Mapping[str, Callable[[str], str]] = {
    "comments": a_comment,
    "files": a_file,
    "messages": a_message,
    "names": a_name,
    "settings": settings,
    "texts-anywhere": at(FREE),
    "texts-of-fields": at(Standing(Mode.KNOWN, "models", ("displayName",))),
    "texts-of-secrets": at(SECRET),
    "words": a_word,
}


def texts_of(page: str) -> list[str]:
    """The texts of a page of cases."""
    return [line[2:].replace(LINE_END, "\n") for line in page.splitlines() if line.startswith("< ")]


def checked(path: Path, view: Callable[[str], str]) -> None:
    """Compare a page with what is shown now, or write that down."""
    page = path.read_text(encoding="utf-8")
    lines: list[str] = []
    for line in page.splitlines():
        if not line.startswith("> "):
            lines.append(line)
        if line.startswith("< "):
            lines.append("> " + view(line[2:].replace(LINE_END, "\n")).replace("\n", LINE_END))
    now = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_EXPECTED"):
        path.write_text(now, encoding="utf-8")
    assert page == now or os.environ.get("UPDATE_EXPECTED")


@pytest.mark.parametrize("name", VIEWS)
def test_a_text_is_shown_as_written_down(name: str) -> None:
    checked(FOLDER / f"{name}.txt", VIEWS[name])


def test_a_file_of_yaml_is_shown_as_written_down(tmp_path: Path) -> None:
    checked(FOLDER / "yaml.txt", lambda text: yaml(text, tmp_path))


def test_every_page_is_checked() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {*VIEWS, "yaml"}
