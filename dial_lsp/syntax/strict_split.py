"""Sound text to chunks, one for each thing in it, at the speed of the C scanner."""

from __future__ import annotations

from dial_lsp.syntax.chunks import Closing, Item, Lone, Opening, Placed, RootEnd, RootStart, State
from dial_lsp.syntax.slices import Slice, Step
from dial_lsp.syntax.strict import Unsound, read_key, read_value, skip
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

START = State("start")
END = State("end")
_COMMA = compiled(r"[ \t\r\n]*+,[ \t\r\n]*+")
_MORE = {place: State(place, expects="member") for place in ("root", "section")}
_CLOSE = {place: State(place, expects="close") for place in ("root", "section")}


def step_strict(part: Slice, at: int, state: State) -> Step:
    """The next chunk of sound text; raises Unsound."""
    text = part.text
    if state.place == "start":
        brace = skip(text, at)
        if not text.startswith("{", brace):
            raise Unsound(brace)
        return Step(skip(text, brace + 1), State("root", expects="any"), (RootStart(brace - at),))
    if text.startswith("}", at):
        if state.expects == "member":
            raise Unsound(at)
        return _root_end(text, at) if state.place == "root" else _after(text, at + 1, "root", Closing(0))
    if state.expects == "close":
        raise Unsound(at)
    known = part.known_entry(at) if state.place == "section" else None
    if known is not None:
        return _after(text, at + len(known.text), "section", Placed(0, part.taken(known)))
    name, key_end, value_start = read_key(text, at)
    if state.place == "section":
        value, end = read_value(text, value_start, depth=2)
        return _after(text, end, "section", Placed(0, part.entry(name, value, at, end)))
    key = Span(0, key_end - at)
    if text.startswith("{", value_start):
        opening = Opening(name, key, value_start - at)
        return Step(skip(text, value_start + 1), State("section", expects="any"), (opening,))
    value, end = read_value(text, value_start, depth=1)
    lone = Lone(0, name, key, Span(value_start - at, end - at), part.entry(None, value, at, end))
    return _after(text, end, "root", lone)


def root_tail(text: str, at: int) -> Span | None:
    """What stands behind a root value that ends at ``at`` and is not blank: Core does not look at it."""
    start = skip(text, at)
    return None if start == len(text) else Span(start, len(text.rstrip(" \t\r\n")))


def _root_end(text: str, at: int) -> Step:
    tail = root_tail(text, at + 1)
    return Step(len(text), END, (RootEnd(0, tail and tail.shifted(-at)),))


def _after(text: str, end: int, place: str, item: Item) -> Step:
    """The step that ends behind a value and its comma."""
    found = _COMMA.match(text, end)
    if found is not None:
        return Step(found.end(), _MORE[place], (item,))
    return Step(skip(text, end), _CLOSE[place], (item,))
