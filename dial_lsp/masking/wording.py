"""Known secrets in any text: messages, names, pointers, edits, other places of the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dial_lsp.masking.masks import Masked, joined
from dial_lsp.masking.random_text import formed_secrets, looks_random
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.masking.difference import Difference
    from dial_lsp.text import Edit

_QUOTED = compiled(r"\"((?:[^\"\\\r\n]|\\.){1,200})\"|(?<=[\"'`])([^\"'`\r\n]{1,200})(?=[\"'`])")
_QUOTES = frozenset("\"'`")
_WORD = compiled(r"[^\s\"'`,;|()]+")
_PREFIX: Final = 8
"""A secret of at least so many characters that is no plain word is found anywhere, else only between quotes."""
_PLAIN = compiled(r"[A-Za-z]?[a-z]*|[A-Z]*")
_PART_OF_WORD = compiled(r"[\w-]")
_CUT: Final = "…"
_AROUND: Final = 512
_MOST_TRIED: Final = 64  # secrets that stand at one place, of which each goes on there


class _Beginnings:
    """Secrets by the first characters of their spellings, and where in a text one may begin."""

    def __init__(self, spellings: Mapping[str, Mapping[str, tuple[str, str]]]) -> None:
        """Made of the spellings by their beginnings, which are all of one length."""
        self._alike = {start: _Alike(known) for start, known in spellings.items()}
        first, *others = (f"[{re.escape(''.join(sorted(set(chars))))}]" for chars in zip(*spellings, strict=True))
        self._may_begin = re.compile(f"{first}(?={''.join(others)})")  # of each place a character that is known there

    def places(self, text: str) -> Iterator[tuple[int, _Alike]]:
        """Where secrets may begin, in order, and which."""
        for found in self._may_begin.finditer(text):
            alike = self._alike.get(text[found.start() : found.start() + _PREFIX])
            if alike:
                yield found.start(), alike


class _Alike:
    """Secrets that begin alike: in order, each with the longest other one that it begins with."""

    def __init__(self, spellings: Mapping[str, tuple[str, str]]) -> None:
        """Made of each spelling as far as it is looked for, with all of it and with the secret that it spells."""
        self._known = spellings
        self._ordered = sorted(spellings)
        self._longest = max(map(len, spellings))
        self._shorter: dict[str, str | None] = {}
        open_ones: list[str] = []
        for one in self._ordered:
            while open_ones and not one.startswith(open_ones[-1]):
                open_ones.pop()
            self._shorter[one] = open_ones[-1] if open_ones else None
            open_ones.append(one)

    def find(self, text: str, at: int) -> tuple[int, str]:
        """Where a secret ends that begins there, and the secret; ``at`` if none does. One that is cut short is one."""
        before = bisect_right(self._ordered, text[at : at + self._longest])
        one = self._ordered[before - 1] if before else None
        while one is not None and not text.startswith(one, at):
            one = self._shorter[one]
        for _ in range(_MOST_TRIED):
            if one is None:
                return self._cut(text, at)
            whole, secret = self._known[one]
            end = at + len(one)
            if looks_random(secret) or not _continues(text, at, end) or whole != one:
                return self._end(text, at, one), secret
            one = self._shorter[one]
        return end, secret  # among so many it is one of them

    def _end(self, text: str, at: int, one: str) -> int:
        """Where a secret ends; of one that is longer than what is looked for, all that may be of it."""
        whole, _ = self._known[one]
        end = at + len(whole if text.startswith(whole, at) else one)
        rest = _WORD.match(text, end) if whole != one else None
        return rest.end() if rest else end

    def _cut(self, text: str, at: int) -> tuple[int, str]:
        cut = text.find(_CUT, at, at + self._longest)
        if cut > at:
            shown = text[at:cut]
            first = bisect_left(self._ordered, shown)
            if first < len(self._ordered) and self._ordered[first].startswith(shown):
                return cut, self._known[self._ordered[first]][1]
        return at, ""


@dataclass(frozen=True)
class Wording:
    """The secrets by their texts; ``shown`` are those that are shown, for they are names as well."""

    secrets: frozenset[str]
    unsure: frozenset[str]  # words of damaged text; they count in messages only
    shown: frozenset[str]
    labels: Mapping[str, str] = field(default_factory=dict)

    def hidden(self, text: str) -> str:
        """A message, or any other text, with masks in the place of secrets."""
        known = self._hidden.get(text)
        if known is None:
            if len(self._hidden) > _MANY:
                self._hidden.clear()
            known = self._hidden[text] = _without(text, self.found_in(text, unsure=True))
        return known

    def with_words(self, secrets: frozenset[str], unsure: frozenset[str], shown: frozenset[str]) -> Wording:
        """Other secrets that are called as these are; what is looked for anywhere is not put together again."""
        made = Wording(secrets, unsure, shown, self.labels)
        known: _Anywhere | None = self.__dict__.get("_most_anywhere")
        if known is not None and known.words <= made._all_words:
            made.__dict__["_most_anywhere"] = known
        return made

    def take_over(self, earlier: Wording, difference: Difference) -> None:
        """Know what an earlier one makes of texts in which nothing of the difference stands."""
        known = earlier._hidden
        self._hidden.update((text, known[text]) for text in difference.untouched(known))

    @property
    def hidden_texts(self) -> frozenset[str]:
        """The secrets that are shown nowhere."""
        return self.secrets - self.shown

    def has(self, text: str) -> bool:
        """Whether a whole text is one of the secrets, shown or not."""
        return text in self.secrets or text in self.unsure

    def is_secret(self, text: str) -> bool:
        """Whether a whole text is one of the secrets, and no name that is shown."""
        return self.has(text) and text not in self.shown

    def is_known(self, text: str) -> bool:
        """Whether a text is or holds what surely is a secret, in text that is not damaged."""
        return (text in self.secrets and text not in self.shown) or bool(self.found_in(text))

    def name(self, text: str) -> str:
        """A name that is shown by itself, such as that of a role: masked as a whole or as any text."""
        return self.mask_of(text) if self.is_secret(text) else self.hidden(text)

    def names(self, text: str) -> str:
        """A text in which names stand without quotes, such as a cell of a table."""
        if not text or self.is_secret(text):
            return self.mask_of(text) if text else text
        hidden = self.hidden(text)
        if self._all_words.isdisjoint(_WORD.findall(hidden)):
            return hidden  # as nearly always
        return _WORD.sub(lambda word: self.mask_of(word[0]) if self.is_secret(word[0]) else word[0], hidden)

    def value(self, value: Any) -> Any:
        """A JSON value whose texts are names, messages and the like; its own member names stay."""
        if isinstance(value, str):
            return self.name(value)
        if isinstance(value, dict):
            return {name: self.value(member) for name, member in value.items()}
        return [self.value(element) for element in value] if isinstance(value, list | tuple) else value

    def edit(self, text: str, edit: Edit) -> str:
        """The text that an edit puts into a text, which may complete a secret that stands around it."""
        start, end = edit.span
        before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        first, last = len(before), len(before) + len(edit.text)
        found = self.found_in(f"{before}{edit.text}{behind}", unsure=True)
        inside = (one._replace(start=max(one.start, first), end=min(one.end, last)) for one in found)
        own = (one.shifted(-first) for one in inside if one.start < one.end)
        return _without(edit.text, joined([*own, *self.found_in(edit.text, unsure=True)]))

    def mask_of(self, text: str) -> str:
        """What stands in the place of a secret."""
        return Masked(0, 0, label=self.labels.get(text, "")).shown

    def found_in(self, text: str, *, unsure: bool = False) -> tuple[Masked, ...]:
        """Where a text has secrets."""
        if not text:
            return ()
        found = [*self._found_anywhere(text, unsure=unsure), *self._quoted(text, unsure=unsure)]
        found += [Masked(*span) for span in formed_secrets(text)]
        return joined(found) if found else ()

    @cached_property
    def _hidden(self) -> dict[str, str]:
        return {}

    @cached_property
    def _sure_anywhere(self) -> _Anywhere:
        return _anywhere(_unmistakable(self._sure_words))

    @cached_property
    def _most_anywhere(self) -> _Anywhere:
        """Secrets of an earlier wording that still are secrets, sure ones or not, or all sure ones."""
        return self._sure_anywhere

    @cached_property
    def _rest_anywhere(self) -> _Anywhere:
        return _anywhere(_unmistakable(self._all_words - self._most_anywhere.words))

    @cached_property
    def _sure_words(self) -> frozenset[str]:
        return self.secrets - self.shown

    @cached_property
    def _all_words(self) -> frozenset[str]:
        return (self.secrets | self.unsure) - self.shown

    def _found_anywhere(self, text: str, *, unsure: bool) -> Iterator[Masked]:
        """All that begin somewhere, also inside of each other: so it does not matter how they are divided."""
        for anywhere in (self._most_anywhere, self._rest_anywhere) if unsure else (self._sure_anywhere,):
            for at, alike in anywhere.beginnings.places(text) if anywhere.beginnings else ():
                end, secret = alike.find(text, at)
                if end > at:
                    yield Masked(at, end, label=self.labels.get(secret, ""))

    def _quoted(self, text: str, *, unsure: bool) -> Iterator[Masked]:
        known = self._all_words if unsure else self._sure_words
        if not known or _QUOTES.isdisjoint(text):
            return
        for found in _QUOTED.finditer(text):
            group = found.lastindex or 1
            said = found[group]
            if said not in known and "\\" in said:
                said = _unescaped(said)
            if said in known:
                yield Masked(*found.span(group), label=self.labels.get(said, ""))


_MANY: Final = 20_000


class _Anywhere(NamedTuple):
    """Secrets that are found anywhere; ``beginnings`` is None if there are none."""

    words: frozenset[str]
    beginnings: _Beginnings | None


@lru_cache(maxsize=4)  # most edits change no secret
def _anywhere(secrets: frozenset[str]) -> _Anywhere:
    """The spellings of secrets by their beginnings."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for secret in secrets:
        for spelling in filter(_is_long, spellings(secret)):
            found[spelling[:_PREFIX]].setdefault(spelling[:_AROUND], (spelling, secret))
    return _Anywhere(secrets, _Beginnings(found) if found else None)


def _unmistakable(secrets: frozenset[str]) -> frozenset[str]:
    return frozenset(filter(is_unmistakable, secrets))


def _without(text: str, found: tuple[Masked, ...]) -> str:
    pieces: list[str] = []
    done = 0
    for one in found:
        pieces += (text[done : one.start], one.shown)
        done = one.end
    return "".join((*pieces, text[done:])) if pieces else text


def _continues(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a part of a longer word."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return bool(_PART_OF_WORD.match(before) or _PART_OF_WORD.match(behind))


def is_unmistakable(secret: str) -> bool:
    """Whether a secret is found anywhere, so not only where it stands by itself between quotes."""
    return len(secret) >= _PREFIX and not _PLAIN.fullmatch(secret)


def spellings(secret: str) -> set[str]:
    """How a secret may be written: as it is, without blanks around it, escaped for JSON or for a JSON Pointer."""
    plain = {secret, secret.strip(), json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    return plain | {one.replace("~", "~0").replace("/", "~1") for one in (secret, secret.strip())}


def _is_long(spelling: str) -> bool:
    return len(spelling) >= _PREFIX


def _unescaped(written: str) -> str:
    try:
        return str(json.loads(f'"{written}"', strict=False))
    except ValueError:
        return written
