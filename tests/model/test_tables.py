"""What entries answer is asked again of those that changed, and stands in the order of the section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model import reads
from dial_lsp.model.config import Config
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from dial_lsp.model.access_control import Key

TEXT = '{"keys": {"one": {"project": "A"}, "two": {"project": ""}, "three": {"project": "C", "role": "x"}, "four": 4}}'


class Asked:
    """Answers the project of a key, none where it is blank, and remembers whom it has asked."""

    def __init__(self) -> None:
        self.names: list[str | None] = []

    def project(self, key: Key) -> str | None:
        self.names.append(key.entry.name)
        return key.project.text or None

    def of(self, config: Config, *, digest: bool = False) -> dict[str, str]:
        return dict(config.gathered("keys", self.project, digest=str if digest else None))


def edited(config: Config, old: str, new: str) -> Config:
    document = config.documents[0]
    at = document.source.text.index(old)
    return Config.of([update(document, [Edit(Span(at, at + len(old)), new)])], previous=config)


def config() -> Config:
    return Config.of([parse(Source("a.json", TEXT))])


def test_only_entries_that_changed_are_asked_again() -> None:
    asked, first = Asked(), config()
    assert asked.of(first) == {"one": "A", "three": "C"}
    assert asked.of(first) == {"one": "A", "three": "C"}
    assert asked.names == ["one", "two", "three"]
    second = edited(first, '"C"', '"D"')
    third = edited(second, '"A"', '""')
    asked.names.clear()
    assert asked.of(third) == {"three": "D"}
    assert asked.names == ["one", "three"]
    assert asked.of(first) == {"one": "A", "three": "C"}


def test_answers_stand_in_the_order_of_the_section() -> None:
    asked, first = Asked(), config()
    asked.of(first)
    assert list(asked.of(edited(first, '""', '"B"'))) == ["one", "two", "three"]


def test_a_pasted_entry_alone_is_asked_and_one_that_is_cut_answers_no_more() -> None:
    asked, first = Asked(), config()
    asked.of(first)
    asked.names.clear()
    pasted = edited(first, '"two"', '"new": {"project": "N"}, "two"')
    assert pasted.replaced is None
    assert list(asked.of(pasted).items()) == [("one", "A"), ("new", "N"), ("three", "C")]
    cut = edited(pasted, '"one": {"project": "A"}, ', "")
    assert list(asked.of(cut).items()) == [("new", "N"), ("three", "C")]
    turned = edited(cut, '"new": {"project": "N"}, "two": {"project": ""}, "three"', '"two": {"project": ""}, "three"')
    turned = edited(turned, '"four"', '"new": {"project": "N"}, "four"')
    assert list(asked.of(turned).items()) == [("three", "C"), ("new", "N")]
    assert asked.names == ["new", "new"]


def test_answers_that_depend_on_names_are_asked_anew_when_these_are_others() -> None:
    asked, first = Asked(), config()
    first.gathered("keys", asked.project, of_names=True)
    asked.names.clear()
    edited(first, '"C"', '"D"').gathered("keys", asked.project, of_names=True)
    assert asked.names == ["three"]
    asked.names.clear()
    pasted = edited(first, '"two"', '"new": {"project": "N"}, "two"')
    assert list(pasted.gathered("keys", asked.project, of_names=True)) == ["one", "new", "three"]
    assert asked.names == ["one", "new", "two", "three"]


def test_who_uses_answers_depends_on_what_was_read() -> None:
    first = config()
    with reads.recording() as seen:
        Asked().of(first)
    assert seen == {("keys", "project")}


def test_who_uses_answers_with_a_digest_depends_on_them_alone() -> None:
    asked, first = Asked(), config()
    with reads.recording() as seen:
        asked.of(first, digest=True)
    assert seen == {("keys", f"{Asked.__module__}.Asked.project")}
    blank = edited(first, '"project": ""', '"project": null')
    other = edited(first, '"C"', '"D"')
    for after, differs in ((blank, False), (other, True)):
        assert after.replaced is not None
        ((old, new),) = after.replaced.items()
        found = reads.changes_of(old, new)
        assert found is not None
        assert bool(seen & found) is differs


def test_entries_that_core_drops_do_not_answer() -> None:
    roles = Config.of([parse(Source("a.json", '{"roles": {"a/b": {}, "c": {}}}'))])
    assert list(roles.gathered("roles", lambda role: role.entry.name)) == ["c"]
    assert list(roles.dropped("roles")) == ["a/b"]
