"""The present state of a configuration as policies, by role and by key, for people to read and to change."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.access.destinations import destinations_of, host_of, origins
from dial_lsp.access.interception import links_where, served_by
from dial_lsp.access.prices import price_of
from dial_lsp.access.worst_case import PERIODS, worst_case
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.model.deployments import Deployment, Model
from dial_lsp.policies.selectors import Selectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.access import Access, Object, Subject


def initial(access: Access) -> str:
    """A policy file that holds. Names with ``*`` are left out, for they would stand for others, too."""
    usual = _usual(access)
    blocks: list[list[str]] = [list(_open(access, usual))]
    for subject in _callers(access):
        blocks += _of_caller(access, subject, usual)
    blocks += [list(_keys(access)), *_of_chains(access, usual), *_of_hosts(access, usual)]
    blocks += [list(_in_order(access)), list(_priced(usual)), list(_works(access, usual))]
    return _written(blocks)


def of_caller(access: Access, subject: Subject, selector: str) -> str:
    """Policies that say what one caller, told by a selector, may do now."""
    return _written(_of_caller(access, subject, _usual(access), _text(selector)))


def of_object(access: Access, found: Object) -> str:
    """A policy that says who may call something now; of something with another name than selectors have none."""
    if "*" in _selector(found):
        return ""
    on = [f"name = {_text(f'Who may call {found.label}')}"]
    if access.reaches(access.everyone, found):
        return _written([[*on, 'who = "anyone"', f"reaches = {_text(_selector(found))}"]])
    roles = [each for each in access.roles if access.reaches(each, found)]
    if any("*" in (role.roles[0] or "") for role in roles if role.roles):
        return ""
    only = ", ".join(map(_who, roles))
    stated = f"only = [{only}]" if only else 'never = "anyone"'
    return _written([[*on, f"on = {_text(_selector(found))}", stated]])


def of_grant(access: Access, subject: Subject, found: Object) -> str:
    """A policy that says whether a role may call something now."""
    if "*" in _selector(found) or "*" in _who(subject):
        return ""
    may, verb = ("may", "reaches") if access.reaches(subject, found) else ("may not", "reaches-none")
    name = _text(f"{_whose(subject)[:1].upper()}{_whose(subject)[1:]} {may} call {found.label}")
    return _written([[f"name = {name}", f"who = {_who(subject)}", f"{verb} = {_text(_selector(found))}"]])


def _usual(access: Access) -> list[Object]:
    return [found for found in Selectors(access, {}).usual if "*" not in _selector(found)]


def _written(blocks: Iterable[Iterable[str]]) -> str:
    every = map(list, blocks)
    return "\n".join("".join(f"{line}\n" for line in ("[[policy]]", *block)) for block in every if block)


def _callers(access: Access) -> Iterator[Subject]:
    yield from (role for role in access.roles if role.roles and role.roles[0] and "*" not in role.roles[0])
    yield from (key for key in access.keys if access.is_alive(key))


def _open(access: Access, objects: Sequence[Object]) -> Iterator[str]:
    opened = [found for found in objects if access.reaches(access.everyone, found)]
    if opened:
        yield 'use = "open-to-all"'
        yield f"exactly = {_list(opened)}"
        yield f"on = {_list(objects)}"
    elif objects:
        yield 'name = "Nobody gets in without a role"'
        yield f"on = {_list(objects)}"
        yield 'never = "anyone"'


def _of_caller(
    access: Access, subject: Subject, objects: Sequence[Object], selector: str | None = None
) -> Iterator[list[str]]:
    who, whose = selector or _who(subject), _whose(subject)
    reached = [found for found in objects if access.reaches(subject, found)]
    rest = [found for found in objects if found not in reached]
    if reached:
        yield [f"name = {_text(f'What {whose} may call')}", f"who = {who}", f"reaches = {_list(reached)}"]
    if rest:
        yield [f"name = {_text(f'What {whose} may not call')}", f"who = {who}", f"reaches-none = {_list(rest)}"]
    by_limits: dict[tuple[tuple[str, int], ...], list[Object]] = defaultdict(list)
    for found in reached:
        values = access.verdict(subject, found).limits.as_mapping()
        limits = tuple((window, values[window]) for window in WINDOWS if values[window] is not None)
        by_limits[tuple((window, value) for window, value in limits if value is not None)].append(found)
    for number, (limits, limited) in enumerate(by_limits.items(), 1):
        amounts = f"{{ {', '.join(f'{window} = {value}' for window, value in limits)} }}"
        yield [
            f"name = {_text(f'How much {whose} may use ({number})')}",
            f"who = {who}",
            f"on = {_list(limited)}",
            *([f"at-most = {amounts}"] if limits else []),
            f"at-least = {amounts if limits else _text('unlimited')}",
        ]
    bounds = worst_case(access, subject).bounds
    if bounds is not None and any(bound.low for bound in bounds):
        costs = ", ".join(f'{period} = "{_usd(bound.low)} USD"' for period, bound in zip(PERIODS, bounds, strict=True))
        yield [f"name = {_text(f'What {whose} may cost')}", f"who = {who}", f"spends-at-most = {{ {costs} }}"]
    told = [f'{window} = "{_usd(amount)} USD"' for window, amount in _spending_limits(access, subject)]
    if told:
        yield [f"name = {_text(f'What {whose} may spend')}", f"who = {who}", f"cost-limit = {{ {', '.join(told)} }}"]


def _spending_limits(access: Access, subject: Subject) -> Iterator[tuple[str, Decimal]]:
    """By window; nothing may be spent where calls fail by a null."""
    cost = access.cost(subject)
    for window, amount in cost.as_mapping().items():
        if cost.fails or amount is not None:
            yield window, max(amount, Decimal(0)) if isinstance(amount, Decimal) else Decimal(0)


def _keys(access: Access) -> Iterator[str]:
    anywhere = [key for key in access.keys if access.is_alive(key) and access.addresses(key) is None]
    if any(access.replaced_by(key) is None and access.addresses(key) is not None for key in access.keys):
        yield 'use = "keys-have-addresses"'
        if anywhere:
            who = ", ".join(map(_who, anywhere))
            yield f'except = [{{ who = [{who}], reason = "as it is today" }}]'


def _of_chains(access: Access, objects: Sequence[Object]) -> Iterator[list[str]]:
    """Interceptors that calls pass, each with what it guards; and the interfaces, where it does not guard all."""
    guarded: dict[tuple[str, tuple[str, ...]], list[Object]] = defaultdict(list)
    for found in objects:
        served = found.served
        if not isinstance(served, Deployment):
            continue
        by_name: dict[str, list[str]] = defaultdict(list)
        interfaces = served_by(access.config, served)
        for interface in interfaces:
            for link in dict.fromkeys(link.name for link in links_where(access.config, served, interface, "runs")):
                by_name[link or ""].append(interface)
        for name, these in by_name.items():
            guarded[name, () if len(these) == len(interfaces) else tuple(these)].append(found)
    for name, passed in sorted(guarded):
        on = _list(guarded[name, passed])
        only = [f"interfaces = [{', '.join(map(_text, passed))}]"] if passed else []
        yield ['use = "passes-interceptor"', f"interceptor = {_text(name)}", *only, f"on = {on}"]


def _of_hosts(access: Access, objects: Sequence[Object]) -> Iterator[list[str]]:
    by_hosts: dict[tuple[str, ...], list[Object]] = defaultdict(list)
    for found in objects:
        hosts = tuple(sorted({host_of(origin) for origin in origins(destinations_of(access.config, found))}))
        if hosts and not any("*" in host for host in hosts):
            by_hosts[hosts].append(found)
    for hosts, served in by_hosts.items():
        yield ['use = "goes-only-to"', f"on = {_list(served)}", f"hosts = [{', '.join(map(_text, hosts))}]"]


def _in_order(access: Access) -> Iterator[str]:
    if len(access.config.routes) > 1:
        yield 'use = "routes-in-order"'
        yield f"routes = [{', '.join(_text(route.name or '') for route in access.config.routes)}]"


def _priced(objects: Sequence[Object]) -> Iterator[str]:
    priced = [found for found in objects if isinstance(found.served, Model) and price_of(found.served).unit is not None]
    if priced:
        yield 'use = "priced"'
        yield f"on = {_list(priced)}"


def _works(access: Access, objects: Sequence[Object]) -> Iterator[str]:
    """What may be called works, save what does not today."""
    callers = (*access.keys, *access.roles, access.everyone)
    failing = [
        found
        for found in objects
        if any(
            access.reaches(each, found) and access.answer(each, found).state in ("fails", "refused") for each in callers
        )
    ]
    working = [found for found in objects if found not in failing]
    if working:
        yield 'use = "granted-works"'
        yield f"on = {_list(working)}"


def _selector(found: Object) -> str:
    inside = f"{found.application}/" if found.application is not None else ""
    return f"{found.kind}:{inside}{found.name}"


def _who(subject: Subject) -> str:
    return _text(f"key:#{subject.position}" if subject.key is not None else f"role:{subject.roles[0]}")


def _whose(subject: Subject) -> str:
    return subject.label if subject.key is not None else f"role {subject.roles[0]}"


def _list(objects: Iterable[Object]) -> str:
    return f"[{', '.join(_text(_selector(found)) for found in objects)}]"


def _text(text: str) -> str:
    """A text of TOML, whose escapes are those of JSON but for the control character that JSON leaves."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _usd(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
