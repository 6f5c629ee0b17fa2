"""From an open file to its project: which files belong to it, their texts and the first snapshot."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.analysis import Analysis
from dial_lsp.project import discovery
from dial_lsp.project.discovery import Origin, project_for
from dial_lsp.project.embedded import embedded_in
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.opened import opened_apart
from dial_lsp.rules import all_rules
from dial_lsp.server.recognising import is_dial, is_embedding
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.rule import Rule
    from dial_lsp.server.configuring import Settled
    from dial_lsp.server.texts import OpenText
    from dial_lsp.settings import UnusableSettings
    from dial_lsp.syntax import Document
    from dial_lsp.text import Edit


@dataclass(eq=False, slots=True, weakref_slot=True)
class Project:
    """One configuration that is worked on. Its snapshot is replaced with every change."""

    paths: tuple[str, ...]
    analyses: tuple[Analysis, ...]  # one; several only for the configurations in one YAML file
    found: discovery.Project
    unread: tuple[Unreadable, ...] = ()
    undecodable: tuple[Undecodable, ...] = ()
    is_embedded: bool = False
    syntax: Analysis | None = None  # with the rules about syntax only, kept while the others take long

    def edited(self, path: str, edits: Sequence[Edit]) -> None:
        """Go on to the snapshot after edits of a file."""
        self.analyses = (self.analyses[0].after({path: edits}),)
        if self.syntax is not None:
            self.syntax = self.syntax.after({path: edits})

    def watch_syntax(self) -> None:
        """Keep the findings about syntax apart from now on, so that they can be told at once."""
        if self.syntax is None and not self.is_embedded:
            self.syntax = Analysis(self.analyses[0].documents, self.found.settings, rules=syntax_rules())

    @property
    def size(self) -> int:
        """The length of all its texts in code points."""
        return sum(len(document.source.text) for analysis in self.analyses for document in analysis.documents)

    @property
    def broken(self) -> UnusableSettings | None:
        """The settings file that cannot be used at the moment."""
        return self.found.broken


@cache
def syntax_rules() -> tuple[Rule, ...]:
    """The rules that only look at how a file is written."""
    return tuple(rule for rule in all_rules() if rule.module.startswith("dial_lsp.rules.syntax."))


class Loader:
    """Makes projects of what is open and of what is on the disk."""

    def __init__(self, texts: Mapping[str, OpenText], settled: Settled) -> None:
        self._texts = texts
        self._settled = settled

    def load(self, path: str, known: Mapping[str, Document]) -> Project | None:
        """The project of an open file; None for one that is not DIAL's. ``known`` documents are used again."""
        text = self._texts[path]
        found = self._found(path)
        if found.origin is Origin.NAMED and not is_dial(path, text.language, text.text):
            return None
        return self.again(path, found, known)

    def again(self, path: str, found: discovery.Project, known: Mapping[str, Document]) -> Project:
        """The project of an open file as the texts are now."""
        if is_embedding(path, self._texts[path].language) and len(found.paths) == 1:
            return self._embedded(path, found)
        return self.project(found, known)

    def _embedded(self, path: str, found: discovery.Project) -> Project:
        """The configurations in an open YAML file, each with a snapshot of its own."""
        configs = embedded_in(path, self._texts[path].text).configs
        analyses = tuple(Analysis([parse(source) for source in config], found.settings) for config in configs)
        return Project((path,), analyses, found, is_embedded=True)

    def project(self, found: discovery.Project, known: Mapping[str, Document]) -> Project:
        """The project that was found, with the texts of all its files."""
        files = opened_apart(found, self._read)
        merged = tuple(source for file in files for source in file.sources)
        configs = files[0].configs if len(files) == 1 and files[0].configs else (merged,)
        return Project(
            found.paths,
            tuple(Analysis([_document(each, known) for each in config], found.settings) for config in configs),
            found,
            tuple(each for file in files for each in file.unreadable),
            tuple(each for file in files for each in file.undecodable),
            is_embedded=any(source.host is not None for source in merged),
        )

    def _found(self, path: str) -> discovery.Project:
        if not os.path.isabs(path):  # noqa: PTH117 -- not a path but the URI of what is no file
            found = discovery.Project((path,))
        else:
            found = project_for(Path(path), self._settled.of_folder, self._settled.folders)
        return self.chosen(found)

    def chosen(self, found: discovery.Project) -> discovery.Project:
        """The project with what the client says above its settings."""
        return replace(found, settings=self._settled.overridden(found.settings))

    def _read(self, path: str) -> Source | Undecodable | Unreadable:
        text = self._texts.get(path)
        return Source(path, text.text) if text else read_source(path)


def _document(source: Source, known: Mapping[str, Document]) -> Document:
    document = known.get(source.path)
    return document if document and document.source.text == source.text else parse(source)
