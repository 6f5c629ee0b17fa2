"""From a project's paths to what was found in it: reading, parsing, analysing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dial_lsp.diagnostics import Fix, told_once
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.telling import MOST_FIXES, with_few_fixes
from dial_lsp.masking.masks import Masked
from dial_lsp.project.opened import Opened, opened
from dial_lsp.project.unsound import unsound
from dial_lsp.reports.report import Checked
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.masking.wording import Wording
    from dial_lsp.project.discovery import Project
    from dial_lsp.project.files import Unreadable
    from dial_lsp.reports.report import Verdict
    from dial_lsp.syntax import Document
    from dial_lsp.text import Source, Span

_MOST_COMPARED = 240_000  # entries, for all fixes together
_KEYS_WEIGH = 6  # a key with another secret is looked for among all keys
_FEW_WINDOWS = 8  # of a file, before all of it is looked at
_TEXT_OF_AN_ENTRY = 50  # to read so much again takes as long as to compare an entry


class How(NamedTuple):
    """What is asked of a check: whether ignores count, and what anybody will look at of fixes.

    ``secrets`` are keys and the like that this run has replaced, but that may still stand elsewhere. ``documents`` are
    those that it has read before: what is known of them serves files that say the same.
    """

    ignores: bool = True
    fixes: Literal["nothing", "titles", "all"] = "all"
    secrets: frozenset[str] = frozenset()
    documents: tuple[Document, ...] = ()

    def read(self, source: Source) -> Document:
        """The document of a source, which takes reading unless it was read before."""
        known = (one for one in self.documents if one.source.path == source.path and one.source.text == source.text)
        found = next(known, None) if source.host is None else None
        return found if found is not None and found.source.host is None else parse(source)


def check_project(project: Project, how: How | None = None) -> tuple[Checked | Unreadable, ...]:
    """What was found in the files of a project, or those of them that cannot be read.

    There are several answers if it is a YAML file with several configurations.
    """
    found = opened(project)
    if found.unreadable:
        return found.unreadable
    checked = [
        _checked(sources, found if first else Opened(()), project, how or How())
        for first, sources in ((sources is found.configs[0], sources) for sources in found.configs)
    ]
    if len(checked) == 1:
        return tuple(checked)
    said: set[object] = set()
    return tuple(replace(one, diagnostics=tuple(told_once(one.diagnostics, said))) for one in checked)


def settings_told_once(checked: Sequence[Checked]) -> list[Checked]:
    """The same, where what is wrong with settings that serve several projects is said of the first of them only."""
    said: set[object] = set()
    return [replace(one, diagnostics=tuple(_told_once_of_settings(one, said))) for one in checked]


def _told_once_of_settings(checked: Checked, said: set[object]) -> Iterator[Diagnostic]:
    own = {*checked.files, *(source.path for source in checked.sources)}
    for diagnostic in checked.diagnostics:
        yield from (diagnostic,) if diagnostic.location.source.path in own else told_once((diagnostic,), said)


def check_apart(project: Project, how: How) -> tuple[Checked | Unreadable, ...]:
    """The same, without what could not travel to another process: all that is worked out only when asked for."""
    return tuple(_apart(one, how) if isinstance(one, Checked) else one for one in check_project(project, how))


def _apart(checked: Checked, how: How) -> Checked:
    for diagnostic in (*checked.diagnostics, *checked.suppressed):
        checked.secrets(diagnostic.location.source)
    return replace(
        checked,
        diagnostics=tuple(_settled(diagnostic, how.fixes) for diagnostic in checked.diagnostics),
        suppressed=tuple(_settled(diagnostic, how.fixes) for diagnostic in checked.suppressed),
    )


class Secrets:
    """Where sources hold secrets, looked up when somebody asks; what is known travels between processes."""

    def __init__(self, analysis: Analysis) -> None:
        self._documents: dict[str, list[Document]] = {}
        for document in analysis.documents:
            self._documents.setdefault(document.source.file, []).append(document)
        self._config = analysis.config
        self._known: dict[str, tuple[Masked, ...]] = {}
        self._windows: Counter[str] = Counter()

    @property
    def wording(self) -> Wording:
        """What takes secrets out of texts that are no part of a file."""
        return self._config.secrecy.wording

    def __call__(self, source: Source, window: Span | None = None) -> tuple[Masked, ...]:
        """The spans of a source whose text nobody may see; with ``window`` those that touch it are enough."""
        if source.path not in self._known:
            if window is not None and self._is_little(source, window):
                return self._masked(source, window)
            self._known[source.path] = self._masked(source)
        return self._known[source.path]

    def _is_little(self, source: Source, window: Span) -> bool:
        """Whether it is less to look at a window than at all of a source, which is looked at only once."""
        self._windows[source.path] += 1
        return self._windows[source.path] <= _FEW_WINDOWS and (window.end - window.start) * _FEW_WINDOWS < len(
            source.text
        )

    def _masked(self, source: Source, window: Span | None = None) -> tuple[Masked, ...]:
        from dial_lsp.masking.files import masked_in_file, masked_in_settings

        documents = self._documents.get(source.path)
        if documents is None and source.path.endswith(".toml"):
            return masked_in_settings(source.text, self.wording)
        return masked_in_file(documents or (parse(source),), self._config.secrecy, window)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._known:
            return SecretsKnown, (self._known, self.wording)
        # Where nothing is found, nobody asks, and to work them out takes a fifth of a check.
        return SecretsUnasked, (tuple(document.source for document in self._config.documents), self._config.also_secret)


class SecretsKnown:
    """What is known of secrets, to travel between processes."""

    def __init__(self, known: dict[str, tuple[Masked, ...]], wording: Wording) -> None:
        self._known = known
        self.wording = wording

    def __call__(self, source: Source, window: Span | None = None) -> tuple[Masked, ...]:  # noqa: ARG002 -- all
        """The spans of a source whose text nobody may see; of one that nobody asked for before, all of it."""
        return self._known.get(source.path, (Masked(0, len(source.text)),))


class SecretsUnasked:
    """The secrets of sources in which nobody has asked for a place, to travel without being worked out."""

    def __init__(self, sources: tuple[Source, ...], also: frozenset[str]) -> None:
        self._sources = sources
        self._also = also

    @cached_property
    def wording(self) -> Wording:
        """What takes secrets out of texts that are no part of a file, worked out when somebody asks."""
        from dial_lsp.masking.secrecy import Secrecy

        return Secrecy([parse(source) for source in self._sources], also=self._also).wording

    def __call__(self, source: Source, window: Span | None = None) -> tuple[Masked, ...]:  # noqa: ARG002 -- all
        """All of a source, for nobody asked for it before."""
        return (Masked(0, len(source.text)),)


def _settled(diagnostic: Diagnostic, looked_at: str) -> Diagnostic:
    if looked_at == "nothing":
        return diagnostic._replace(fixes=(), inside=None)
    if looked_at == "titles":  # what a fix does to access takes longer than to find it
        return diagnostic._replace(fixes=tuple(Fix(fix.title, {}) for fix in diagnostic.fixes), inside=None)
    return diagnostic._replace(fixes=tuple(diagnostic.fixes), inside=None)


def _checked(sources: tuple[Source, ...], read: Opened, project: Project, how: How) -> Checked:
    """What was found in one configuration, and what is said of its files themselves."""
    documents = [how.read(source) for source in sources]
    sources = tuple(document.source for document in documents)
    analysis = Analysis(documents, project.settings, ignores=how.ignores, secrets=how.secrets)
    known = (*unsound(read), *analysis.diagnostics)
    found, left_out = with_few_fixes(sorted(known, key=attrgetter("order")), _most_fixes(analysis, how))
    verdict: Verdict = "rejects" if read.undecodable else analysis.verdict
    files = {source.file: source.host.source if source.host else source for source in sources}
    return Checked(
        tuple(files.values()),
        found,
        verdict,
        Secrets(analysis),
        project.settings.core_version,
        with_few_fixes(analysis.suppressed, 0)[0] if left_out else analysis.suppressed,
        fixes_left_out=left_out,
        files={source.path: source.file for source in sources},
        part=sources[0].host.name if sources[0].host and sources[0].path != sources[0].file else "",
    )


def _most_fixes(analysis: Analysis, how: How) -> int:
    """Of how many findings the fixes are told: to see what one does to access takes time by the size of the config."""
    if how.fixes != "all":
        return MOST_FIXES
    sections = [section for document in analysis.documents for section in document.sections]
    weight = sum(len(section.entries) * (_KEYS_WEIGH if section.name == "keys" else 1) for section in sections)
    longest = max((len(entry.text) for section in sections for entry in section.entries), default=0)
    compared = _MOST_COMPARED // (1 + weight + longest // _TEXT_OF_AN_ENTRY)
    return max(0, min(MOST_FIXES, compared - 1))  # for the first of them what is kept for all others is made
