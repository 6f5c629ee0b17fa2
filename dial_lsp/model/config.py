"""The whole config: typed sections of the merged files, as Core would hold them after its own clean-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from dial_lsp.model import reads
from dial_lsp.model.deployments import Deployment, Interceptor, Interface, ToolSet, Translator, schema_key
from dial_lsp.model.entries import TYPES, has_lost_name, is_dropped, is_dropped_at_once, is_passed_over, typed
from dial_lsp.model.locale_reading import Reading, has_nested_texts, read
from dial_lsp.model.merge import Merging, merge, origin
from dial_lsp.model.place import ConfigEntry, ConfigSection, Place
from dial_lsp.model.remerge import remerged
from dial_lsp.model.tables import answers_of
from dial_lsp.model.values import Value
from dial_lsp.schema.versions import LATEST, LOCALIZED_TEXT, Version
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from dial_lsp.masking.following import Known
    from dial_lsp.masking.secrecy import Secrecy
    from dial_lsp.model.access_control import Key, Role
    from dial_lsp.model.routing import Route
    from dial_lsp.syntax import Document

_A = TypeVar("_A")

DEPLOYMENT_SECTIONS = ("models", "applications", "toolsets", "interceptors")
REMOVED_SECTIONS = ("addons", "assistant")
SECTIONS = (
    *TYPES,
    *("applicationTypeSchemas", "catalogSchemas", "globalInterceptors", "retriableErrorCodes", "tracing"),
    *("rateLimitSchedule", "defaultLocale"),
)


@dataclass(frozen=True, eq=False)
class Config:
    """The merged files of one project; ``version`` is the Core they are meant for.

    ``also_secret`` are texts to keep secret besides those that stand in their places, ``known_before`` what was known
    of secrets of the previous config. ``replaced`` are its entries with those that have taken their place, when nothing
    else has changed; else None.
    """

    documents: tuple[Document, ...]
    sections: Mapping[str, ConfigSection]
    merging: Merging
    version: Version
    also_secret: frozenset[str] = frozenset()
    known_before: Known | None = None
    replaced: Mapping[ConfigEntry, ConfigEntry] | None = None

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        *,
        merging: Merging | None = None,
        version: Version = LATEST,
        previous: Config | None = None,
        secrets: frozenset[str] = frozenset(),
    ) -> Config:
        """Merge documents; entries that ``previous`` holds already are taken over with all known about them.

        ``secrets`` are texts to keep secret besides those that the documents hold in their places.
        """
        how = merging or Merging()
        if previous is None or previous.merging != how:
            return cls(tuple(documents), merge(documents, how), how, version, secrets)
        is_asked = previous.known_before is not None or "secrecy" in previous.__dict__
        known = previous.secrecy.known if is_asked else None
        after = remerged(previous.documents, previous.sections, documents, how) if previous.version == version else None
        if after is None:
            return cls(tuple(documents), merge(documents, how, previous.sections), how, version, secrets, known)
        return cls(tuple(documents), after[0], how, version, secrets, known, MappingProxyType(after[1]))

    @cached_property
    def secrecy(self) -> Secrecy:
        """Where the documents hold secrets, and how these are kept out of everything that is shown."""
        from dial_lsp.masking.secrecy import Secrecy

        return Secrecy(self.documents, self.known_before, also=self.also_secret)

    def entries(self) -> Iterator[ConfigEntry]:
        """Every entry of every section, whole sections that are no object included."""
        for section in self.sections.values():
            yield from section.every.values()

    def entries_where(self, test: Callable[[ConfigEntry], bool]) -> Iterator[ConfigEntry]:
        """The entries of which a test holds that looks at nothing but the entry and is a function of a module.

        It is asked once of each entry, and an edit that changes none of its answers is none to who asked.
        """
        key = f"where {test.__module__}.{test.__qualname__}"
        for section in self.sections.values():
            whole = section.whole
            if whole is None:
                passing = answers_of(section, key, partial(_itself_if, key, test))
                yield from map(section.every.__getitem__, passing)
            elif _itself_if(key, test, whole):
                yield whole

    def locate(self, place: Place) -> Location:
        """Where a place of this config, or one before it, stands in the text of its file."""
        reads.note_text()
        if isinstance(place.entry, ConfigSection):
            layer = self.sections.get(place.entry.name, place.entry).layers[-1]
            document = self.documents[layer.file]
            return Location(document.source, document.section_span(document.sections[layer.index], place.where))
        part, pointer = origin(place.entry, place.pointer, overwrite_arrays=self.merging.overwrite_arrays)
        document = self.documents[part.file]
        try:
            return Location(document.source, document.span_of(part.entry, pointer, place.where))
        except KeyError:  # of an earlier config
            current = self.current(place.entry)
            if current is place.entry:
                raise
        return self.locate(Place(current, place.pointer, place.where))

    def file_of(self, place: Place) -> int:
        """The number of the file, in merge order, that says what stands at a place inside an entry."""
        if isinstance(place.entry, ConfigSection):
            return place.entry.layers[-1].file
        return origin(place.entry, place.pointer, overwrite_arrays=self.merging.overwrite_arrays)[0].file

    def current(self, entry: ConfigEntry) -> ConfigEntry:
        """The entry of this config that an entry of an earlier snapshot has become; itself when it is gone."""
        section = self.sections.get(entry.section)
        return section.every.get(entry.name, entry) if section else entry

    def value(self, section: str) -> Value | None:
        """The value of a section that is no object, such as ``globalInterceptors``; None when it is not written."""
        found = self.sections.get(section)
        return Value(found.whole, (), found.whole.value) if found and found.whole else None

    @cached_property
    def section_numbers(self) -> Mapping[str, int]:
        """The positions of the sections, counted from 1."""
        return {name: number for number, name in enumerate(self.sections, 1)}

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """All API keys in the order of Core's tree; a later one with the same secret wins."""
        return tuple(self._section("keys").values())

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The declared roles by name; a role that Core drops is not among them."""
        return self._section("roles")

    @cached_property
    def deployments(self) -> tuple[Deployment, ...]:
        """Everything of the four deployment sections that Core keeps."""
        return tuple(chain.from_iterable(self._section(name).values() for name in DEPLOYMENT_SECTIONS))

    @cached_property
    def distinct(self) -> tuple[Deployment, ...]:
        """The deployments whose names must differ: toolsets too that Core drops because of their names, but later."""
        late = (one for one in self.dropped("toolsets").values() if not is_dropped_at_once(one, self.version))
        return (*self.deployments, *(ToolSet(entry, (), entry.value) for entry in late))

    @cached_property
    def interceptors(self) -> Mapping[str, Interceptor]:
        """The interceptors by name."""
        return self._section("interceptors")

    @reads.fact
    def routes(self) -> tuple[Route, ...]:
        """The routes in the order Core tries them."""
        orders = self.gathered("routes", _order)
        return tuple(sorted(self._section("routes").values(), key=lambda route: orders[route.name]))

    @cached_property
    def translators(self) -> Mapping[str, Translator]:
        """The registered translators by name."""
        return self._section("translators")

    @reads.fact
    def default_locale(self) -> str | None:
        """The locale every locale map must have; None where the file says null, so that no map is valid."""
        written = [
            found
            for name in self.sections
            if name in ("defaultLocale", "default_locale") and (found := self.value(name))
        ]
        if not written:
            return "en"
        return None if written[-1].is_null else written[-1].text or ""

    @reads.fact
    def locale_reading(self) -> Reading | None:
        """What Core reads where locale maps lead its reader astray; None where none does."""
        if self.version < LOCALIZED_TEXT:
            return None
        sections = (self.sections[name] for name in DEPLOYMENT_SECTIONS if name in self.sections)
        if not any(answers_of(section, "nested texts", has_nested_texts) for section in sections):
            return None
        reads.note_text()  # it depends on everything
        return read(self.sections, self.default_locale, self.version)

    def translator_of(self, interface: Interface) -> Translator | None:
        """The translator that serves an interface; None when there is none, or none of that name."""
        written = interface.translator
        if isinstance(written.raw, dict):
            return Translator.of(written)
        return self.translators.get(written.text or "")

    @reads.fact
    def schemas(self) -> Mapping[str, Mapping[str, Value]]:
        """The schemas of ``applicationTypeSchemas`` and ``catalogSchemas`` by ``schema_key``; of two the later."""
        return {section: self._schemas(section) for section in ("applicationTypeSchemas", "catalogSchemas")}

    def is_dropped(self, entry: ConfigEntry) -> bool:
        """Whether Core leaves the entry out because of its name."""
        return is_dropped(entry, self.version)

    def _schemas(self, section: str) -> Mapping[str, Value]:
        listed = self.value(section)
        elements = listed.elements() if listed else ()
        return {
            schema_key(identifier): schema
            for schema in elements
            if isinstance(schema.raw, dict) and (identifier := schema.member("$id").text) is not None
        }

    def gathered(
        self,
        section: str,
        ask: Callable[[Any], _A | None],
        *,
        key: str | None = None,
        digest: Callable[[_A], Hashable] | None = None,
        of_names: bool = False,
    ) -> Mapping[str, _A]:
        """What the typed entries of a section that Core keeps answer, by name and in their order; None is no answer.

        Answers are kept from snapshot to snapshot under the key, else under the name of ``ask``. With a digest who uses
        them depends on the digests of the answers, not on all that was read. ``of_names`` says that answers depend on
        which names the section has, and in which order.
        """
        found = self.sections.get(section)
        if found is None:
            return {}
        known_as = key or f"{ask.__module__}.{ask.__qualname__}"
        if is_passed_over(section, self.version):
            return {}
        answer, digest_of = partial(_answered, ask), partial(_digest, digest) if digest else None
        version, kind = self.version, TYPES.get(section, Value)

        def asked(entry: ConfigEntry) -> _A | None:
            value = entry.value
            if not isinstance(value, dict) or has_lost_name(entry, version):
                return None
            if digest_of is None:
                return ask(kind(entry, (), value))
            found: _A | None = reads.digested(entry, known_as, answer, digest_of)
            return found

        return answers_of(found, (known_as, self.version), asked, of_names=of_names)

    def dropped(self, section: str) -> Mapping[str, ConfigEntry]:
        """The entries of a section that Core leaves out because of their names, by name."""
        found, version = self.sections.get(section), self.version
        is_passed = is_passed_over(section, version)

        def itself_if_dropped(entry: ConfigEntry) -> ConfigEntry | None:
            return entry if is_passed or has_lost_name(entry, version) else None

        return answers_of(found, ("dropped", version), itself_if_dropped) if found else {}

    def _section(self, name: str) -> Mapping[str, Any]:
        return self.gathered(name, _itself)


def _itself(value: _A) -> _A:
    return value


def _itself_if(key: str, test: Callable[[ConfigEntry], bool], entry: ConfigEntry) -> bool | None:
    return reads.digested(entry, key, test, bool) or None


def _order(route: Route) -> int:
    return route.order


def _answered(ask: Callable[[Any], _A | None], entry: ConfigEntry) -> _A | None:
    return ask(typed(entry))


def _digest(digest: Callable[[_A], Hashable], answer: _A | None) -> Hashable:
    return None if answer is None else digest(answer)
