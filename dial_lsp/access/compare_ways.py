"""What changed on the way of a call: objects that appear or disappear, what calls pass, and whether they fail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.access.calls import place_of
from dial_lsp.access.change import Change, State
from dial_lsp.access.compare_calls import compare_calls
from dial_lsp.access.compare_requests import compare_requests
from dial_lsp.access.destinations import destinations_of, led_to
from dial_lsp.access.interception import runs_chain, served_by
from dial_lsp.diagnostics import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.access.because import Because
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.model.place import Place

Objects = tuple["Object | None", "Object | None"]
Names = list["str | None"]


def compare_way(before: Access, after: Access, pair: Objects, *, is_same_around: bool) -> Iterator[Change]:
    """Whether an object appears or disappears, and of one in both configs everything but who may call it.

    ``is_same_around`` tells that ``surroundings`` are the same on both sides.
    """
    old, new = pair
    if old is None or new is None:
        yield _existence(before, after, old, new)
        return
    if is_same_around and old.entry is new.entry and old.shadowed_by == new.shadowed_by:
        return
    if old.served.TYPE == "Route":
        yield from compare_requests(old, new)
    yield from _interceptors(before, after, old, new)
    yield from _serving(before, after, old, new)
    yield from compare_calls(before, after, old, new)


def surroundings(access: Access) -> object:
    """Everything outside of an object's own entry that its chain and its problems depend on."""
    config = access.config
    whole = (config.value("globalInterceptors"), config.value("applicationTypeSchemas"))
    entries = [None if value is None else value.entry for value in whole]
    interceptors = config.gathered("interceptors", partial(served_by, config), key="served by", digest=tuple)
    translators = {name: found.entry for name, found in config.translators.items()}
    return config.version, "interceptors" in config.sections, interceptors, translators, entries


def _existence(before: Access, after: Access, old: Object | None, new: Object | None) -> Change:
    states = [State(found is not None, None, found, found.at if found else None) for found in (old, new)]
    access, found = (before, old) if old is not None else (after, new)
    assert found is not None  # noqa: S101 -- one of both is there
    where = led_to(destinations_of(access.config, found))
    if access.problems(found):
        where = f"{where or 'no host'}, but every call fails"
    return Change("object", "", found.label, where, Effect.NEUTRAL, *states)


def _interceptors(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    """What calls pass, told once where that is the same for all interfaces.

    An interface that one config does not serve is told of where the others have a chain that it passes by.
    """
    names = passed(before, old), passed(after, new)
    changed = [one for one in dict.fromkeys((*names[0], *names[1])) if names[0].get(one) != names[1].get(one)]
    served = [one for one in changed if one in names[0] and one in names[1]]
    is_one = (
        len(served) == len(names[0]) == len(names[1]) and _are_alike(served, names[0]) and _are_alike(served, names[1])
    )
    for interface in served[:1] if is_one else changed:
        values = [found.get(interface) for found in names]
        others = [one for found in names for one in found.values()]
        if None in values and (any(values) or not any(others)):
            continue  # it came or went with its interceptors, or without any there are none
        states = [
            State(value, None, found, _chain_place(access, found, interface))
            for value, access, found in zip(values, (before, after), (old, new), strict=True)
        ]
        yield Change("interceptors", "", new.label, "" if is_one else interface, Effect.NEUTRAL, *states)


def _are_alike(interfaces: Sequence[str], names: Mapping[str, Names]) -> bool:
    return all(names[one] == names[interfaces[0]] for one in interfaces)


def passed(access: Access, found: Object) -> Mapping[str, Names]:
    """By interface the interceptors that its calls come to, those that are not defined included."""
    links = access.chain(found).links
    return {
        calls.interface: [link.name for link in links if link not in calls.skips]
        if runs_chain(calls.interface, access.config.version)
        else []
        for calls in access.calls(found)
    }


def _chain_place(access: Access, found: Object, interface: str) -> Place:
    links = access.chain(found).links
    return links[0].at if links else place_of(found, interface)


def _serving(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    """Calls that begin or cease to fail: all of them or, where not all do, those of single interfaces."""
    whole = before.problems(old), after.problems(new)
    if kinds_of(whole[0]) != kinds_of(whole[1]):
        states = [_failing(found, problems) for found, problems in zip((old, new), whole, strict=True)]
        yield Change("serving", "", new.label, "", Effect.NEUTRAL, *states)
    if any(whole):
        return
    of_old, of_new = (
        {one.interface: one.problems for one in access.calls(found)} for access, found in ((before, old), (after, new))
    )
    for interface in {**of_old, **of_new}:
        each = of_old.get(interface, ()), of_new.get(interface, ())
        if kinds_of(each[0]) != kinds_of(each[1]):
            states = [_failing(found, problems) for found, problems in zip((old, new), each, strict=True)]
            yield Change("serving", "", new.label, interface, Effect.NEUTRAL, *states)


def kinds_of(problems: Sequence[Because]) -> list[str]:
    """The kinds of problems, sorted, each once."""
    return sorted({problem.kind for problem in problems})


def _failing(found: Object, problems: Sequence[Because]) -> State:
    return State(kinds_of(problems), None, found, problems[0].at if problems else found.at)
