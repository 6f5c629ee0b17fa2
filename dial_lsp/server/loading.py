"""From an open file to its project: which files belong to it, their texts and the first snapshot."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.project import discovery
from dial_lsp.project.discovery import Origin, project_for
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.opened import Reading, configs_of, opened_apart
from dial_lsp.project.unsound import unsound
from dial_lsp.server.hosts import Hosts
from dial_lsp.server.policy_texts import PolicyText, policy_path
from dial_lsp.server.recognising import is_dial, is_embedding
from dial_lsp.syntax import parse, update
from dial_lsp.text import Source, difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.server.configuring import Settled
    from dial_lsp.server.texts import OpenText
    from dial_lsp.syntax import Document


@dataclass(frozen=True, eq=False)
class Project:
    """One project as it was read."""

    files: tuple[str, ...]
    analyses: tuple[Analysis, ...]  # one; several only for the configurations in one YAML file
    found: discovery.Project
    unread: tuple[Unreadable, ...]
    unsound: tuple[Diagnostic, ...]  # what is said of the files themselves
    policies: PolicyText | None  # what must hold of it, where somebody has written that down


class Loader:
    """Makes projects of what is open and of what is on the disk."""

    def __init__(self, texts: Mapping[str, OpenText], settled: Settled) -> None:
        self._texts = texts
        self._settled = settled
        self.hosts = Hosts()
        self._policies: dict[str, PolicyText] = {}

    def load(self, path: str, known: Mapping[str, Document]) -> Project | None:
        """The project of an open file; None for one that is not DIAL's. ``known`` documents are used again."""
        found = self._found(path)
        if found.origin is Origin.NAMED and not self.is_dial(path):
            return None
        return self.project(found, known)

    def is_dial(self, path: str) -> bool:
        """Whether an open file is a configuration of Core, or YAML with one inside."""
        text = self._texts[path]
        return is_dial(path, text.language, text.text, self.hosts.embedded)

    def project(self, found: discovery.Project, known: Mapping[str, Document]) -> Project:
        """The project that was found, with the texts of all its files as they are now."""
        files = opened_apart(found, Reading(self._read, self._is_yaml, self.hosts.embedded))
        configs = configs_of(files)
        is_open = found.origin is Origin.NAMED and found.paths[0] in self._texts
        unread = () if is_open else tuple(each for file in files for each in file.unreadable)
        return Project(
            found.files,
            tuple(Analysis([_document(each, known) for each in config], found.settings) for config in configs),
            found,
            unread,
            tuple(finding for file in files for finding in unsound(file)),
            self.policies_of(found),
        )

    def policies_of(self, found: discovery.Project) -> PolicyText | None:
        """The policies of a project as they are now; the same object while the text is the same."""
        path = policy_path(found, self._settled.folders, self._texts)
        if path is None:
            return None
        known, read = self._policies.get(path), self._read(path)
        if not isinstance(read, Source):
            self._policies[path] = PolicyText.unreadable(path, read.reason, known)
        elif known is None or known.source.text != read.text:
            self._policies[path] = PolicyText.of(read, known)
        return self._policies[path]

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
    if document is None:
        return parse(source)
    if document.source is source or (not source.host and document.source.text == source.text):
        return document
    return update(document, [difference(document.source.text, source.text)], source)
