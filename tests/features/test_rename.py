"""Rename: the cases beside this file, and laws over real configurations."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.fixes import edits_of
from dial_lsp.features.rename import Refusal, Renaming, prepare_rename, rename
from dial_lsp.model.entry_names import fault_of
from dial_lsp.names.references import DEFINED_BY, Kind, names_of
from dial_lsp.names.renaming import renamed
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.support.cursor_cases import CursorCase, cursor_cases, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.text import Edit

HERE = Path(__file__).parent
CASES = cursor_cases(HERE / "rename")
REALWORLD = sorted((HERE.parent / "realworld").iterdir())
PROJECTS = [folder for folder in REALWORLD if folder.is_dir() and list(folder.glob("*.json"))]
NEW = "a-quite-new-name"
OF_NAMES = {
    "admin-key", "odd-name/blank", "dropped-entry/role", "duplicate-deployment", "dropped-entry/toolset-name",
    "dropped-entry/slash", "odd-name/invisible", "lookalike-name", "odd-name/encode", "odd-name/padded",
    "reserved-name",
    "reserved-name/form",
    "odd-name/unmigratable",
}  # fmt: skip
"""Rules that speak of how a thing is named."""


@pytest.mark.parametrize("case", CASES, ids=title_of)
def test_rename(case: CursorCase) -> None:
    analysis = case.analysis
    made = rename(analysis, case.path, case.offset, case.arguments)
    if made is None:
        case.check("nothing\n")
    elif isinstance(made, Refusal):
        case.check(f"refused: {made.message}\n")
    else:
        after = texts_of(analysis.after(made))
        case.check("".join(f"{path}\n{text}" for path, text in after.items() if path in made) or "unchanged\n")


@pytest.mark.parametrize("case", CASES, ids=title_of)
def test_what_is_prepared_stands_in_the_text(case: CursorCase) -> None:
    analysis = case.analysis
    prepared = prepare_rename(analysis, case.path, case.offset)
    if isinstance(prepared, Renaming):
        text = case.files[case.path]
        assert prepared.span.start - 1 <= case.offset <= prepared.span.end + 1
        written = text[prepared.span.start : prepared.span.end]
        assert written == prepared.name or "\\" in written


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_there_and_back_gives_the_same_text(folder: Path) -> None:
    analysis = analysis_of(folder)
    for entry, path, offset in definitions_of(analysis):
        made = rename(analysis, path, offset, NEW)
        if made is None or isinstance(made, Refusal):
            continue
        there = analysis.after(made)
        back = rename(there, path, moved(offset, made[path]), entry.name or "")
        assert back is not None
        if isinstance(back, Refusal):
            assert refuses_its_own_name(entry, analysis), back
            continue
        assert texts_of(there.after(back)) == texts_of(analysis)


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_diagnostics_differ_in_names_only(folder: Path) -> None:
    analysis = analysis_of(folder)
    before = Counter(diagnostic.rule for diagnostic in analysis.diagnostics)
    for _, path, offset in [*definitions_of(analysis)][::7]:
        made = rename(analysis, path, offset, NEW)
        if made is not None and not isinstance(made, Refusal):
            after = Counter(diagnostic.rule for diagnostic in analysis.after(made).diagnostics)
            assert not after - before
            assert set(before - after) <= OF_NAMES


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_the_same_is_renamed_as_rules_rename(folder: Path) -> None:
    """``renaming.renamed`` changes values and this feature changes text; both come to the same.

    Left out are damaged files, and names in what Core drops or a later file replaces: rules change nothing there.
    """
    analysis = analysis_of(folder)
    if any(document.problems for document in analysis.documents):
        pytest.skip("rules do not rename in damaged files")
    config = analysis.config
    dropped = {use.name for entry in config.entries() if config.is_dropped(entry) for use in names_of(entry).uses}
    erased = "reader"  # a later file takes it out of the userRoles of "gpt-4-erased-restriction"
    for entry, path, offset in definitions_of(analysis):
        made = rename(analysis, path, offset, NEW)
        if made is None or isinstance(made, Refusal) or entry.name in {*dropped, erased}:
            continue
        by_values = edits_of(config, renamed(analysis.references, entry, NEW))
        assert texts_of(analysis.after(made)) == texts_of(analysis.after(by_values))


def analysis_of(folder: Path) -> Analysis:
    return Analysis([parse(Source(path.name, path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))])


def definitions_of(analysis: Analysis) -> Iterator[tuple[ConfigEntry, str, int]]:
    """Each named entry of a section that defines names, with the place of its name in the last file."""
    for section in DEFINED_BY:
        found = analysis.config.sections.get(section)
        for entry in found.entries if found else ():
            part = entry.parts[-1]
            document = analysis.documents[part.file]
            yield entry, document.source.path, document.span_of(part.entry, (), "key").start + 1


def texts_of(analysis: Analysis) -> dict[str, str]:
    return {document.source.path: document.source.text for document in analysis.documents}


def moved(offset: int, edits: tuple[Edit, ...]) -> int:
    """Where the start of an edited name is afterwards."""
    before = [edit for edit in edits if edit.span.end < offset]
    return offset + sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in before)


def refuses_its_own_name(entry: ConfigEntry, analysis: Analysis) -> bool:
    """Whether the name a file has is one that nobody should be led to."""
    name = entry.name or ""
    twins = [section for section in DEFINED_BY if name in getattr(analysis.config.sections.get(section), "every", ())]
    is_project = bool(analysis.references.uses_of(Kind.PROJECT, name))
    is_odd = fault_of(entry.section, name, analysis.version) is not None or name == "interceptor"
    return is_odd or len(twins) > 1 or is_project
