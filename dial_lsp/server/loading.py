"""From an open file to its project: which files belong to it, their texts and the first snapshot."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.project import discovery
from dial_lsp.project.discovery import Origin, project_for
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.opened import configs_of, opened_apart
from dial_lsp.project.unsound import unsound
from dial_lsp.rules import all_rules
from dial_lsp.server.recognising import is_dial, is_embedding
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.rulekit.rule import Rule
    from dial_lsp.server.configuring import Settled
    from dial_lsp.server.texts import OpenText
    from dial_lsp.settings import UnusableSettings
    from dial_lsp.syntax import Document
    from dial_lsp.text import Edit


@dataclass(eq=False, slots=True, weakref_slot=True)
class Project:
    """One configuration that is worked on. Its snapshot is replaced with every change."""

    files: tuple[str, ...]
    analyses: tuple[Analysis, ...]  # one; several only for the configurations in one YAML file
    found: discovery.Project
    unread: tuple[Unreadable, ...] = ()
    unsound: tuple[Diagnostic, ...] = ()  # what is said of the files themselves
    syntax: Analysis | None = None  # with the rules about syntax only, kept while the others take long

    def edited(self, path: str, edits: Sequence[Edit]) -> None:
        """Go on to the snapshot after edits of a file."""
        self.analyses = (self.analyses[0].after({path: edits}),)
        if self.syntax is not None:
            self.syntax = self.syntax.after({path: edits})

    def take(self, read: Project) -> None:
        """Go on to what has been read anew."""
        self.analyses, self.unread, self.unsound = read.analyses, read.unread, read.unsound

    def watch_syntax(self) -> None:
        """Keep the findings about syntax apart from now on, so that they can be told at once."""
        if self.syntax is None and not self.is_embedded:
            self.syntax = Analysis(self.analyses[0].documents, self.found.settings, rules=syntax_rules())

    @property
    def is_embedded(self) -> bool:
        """Whether a configuration in it stands in a file of another language."""
        return any(source.host is not None for source in self.sources)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All its texts."""
        return tuple(document.source for analysis in self.analyses for document in analysis.documents)

    def is_whole(self, path: str) -> bool:
        """Whether a file is one of its texts, so that an edit of the file is the same edit of the text."""
        return self.analyses[0].document(path) is not None and not any(
            source.host is not None and source.file == path for source in self.sources
        )

    @property
    def size(self) -> int:
        """The length of all its texts in code points."""
        return sum(len(source.text) for source in self.sources)

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
        return self.project(found, known)

    def project(self, found: discovery.Project, known: Mapping[str, Document]) -> Project:
        """The project that was found, with the texts of all its files as they are now."""
        files = opened_apart(found, self._read, self._is_yaml)
        configs = configs_of(files)
        is_open = found.origin is Origin.NAMED and found.paths[0] in self._texts
        unread = () if is_open else tuple(each for file in files for each in file.unreadable)
        return Project(
            found.files,
            tuple(Analysis([_document(each, known) for each in config], found.settings) for config in configs),
            found,
            unread,
            tuple(finding for file in files for finding in unsound(file)),
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

    def _is_yaml(self, path: str, _text: str) -> bool:
        return is_embedding(path, self._texts[path].language if path in self._texts else "")


def _document(source: Source, known: Mapping[str, Document]) -> Document:
    document = known.get(source.path)
    is_known = document is not None and document.source.host is source.host and document.source.text == source.text
    return document if document is not None and is_known else parse(source)
