"""What can be called: where calls go, what they pass and cost, and a line for each class of callers answered alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dial_lsp.access.compare_calls import allowed_tools, served_interfaces, written_permissions
from dial_lsp.access.compare_inner_calls import asked_to_agree
from dial_lsp.access.compare_requests import chooses_path, requests_of, rivals
from dial_lsp.access.compare_terms import allows_own_services, external_services, identity_in_short, linked_resources
from dial_lsp.access.compare_type_routes import written_routes
from dial_lsp.access.compare_ways import kinds_of, passed
from dial_lsp.access.destinations import destinations_of, origins, sent
from dial_lsp.access.interception import closed_interfaces, consenting_interfaces
from dial_lsp.access.prices import price_of
from dial_lsp.model.deployments import Application, Deployment, Model
from dial_lsp.reports.lock import words
from dial_lsp.reports.lock.grants import failing, granted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import Access, Object, Subject


class Objects:
    """The blocks of a lock; ``names`` are those of its keys."""

    def __init__(self, access: Access, names: Mapping[Subject, str]) -> None:
        self._access = access
        self._names = names
        self._rivals = rivals(access)

    def lines(self, found: Object) -> Iterator[str]:
        """What is to be said of one object."""
        yield from self._way(found)
        if isinstance(found.served, Model):
            price = price_of(found.served)
            tests = Counter(test for rate in price.rates for test in rate.tests if test is not None)
            yield f"costs {price.text or 'nothing'}" + (f" depending on {words.listed(tests)}" if tests else "")
        yield from granted(self._access, found, self._names)
        yield from failing(self._access, found, self._names)

    def _way(self, found: Object) -> Iterator[str]:
        access, served = self._access, found.served
        if served.TYPE == "Route":
            yield from self._requests(found)
        endpoints = destinations_of(access.config, found)
        yield f"goes to {words.listed(origins(endpoints)) or 'no host'}"
        yield from sent(endpoints)
        if interfaces := served_interfaces(access.config, found):
            yield f"serves {words.listed(interfaces)}"
        yield from _chain(passed(access, found))
        yield from self._problems(found)
        if isinstance(served, Deployment) and (closed := closed_interfaces(served)):
            yield f"is closed to applications for {words.listed(closed)}"
        yield from _terms(found)
        if agreed := asked_to_agree(access, found):
            yield f"asks users to agree to {words.listed(agreed)}"
        if tools := {text or "null" for text in allowed_tools(found).said()}:
            yield f"offers the tools {words.listed(tools)}"
        yield from (
            f"has route {words.name(name)} of its type: {text}" for name, text in written_routes(access, found).items()
        )

    def _requests(self, found: Object) -> Iterator[str]:
        methods, paths = requests_of(found)
        asked = "all methods" if methods is None else words.listed(methods)
        yield f"gets {asked} of {', '.join(map(words.name, paths)) or 'all paths'}"
        if found.identity in self._rivals:
            yield f"is tried after {', '.join(map(words.name, self._rivals[found.identity]))}"
        if chooses_path(found.served):
            yield "asks the server behind for the path of the request"
        if permissions := written_permissions(found):
            yield f"asks for {words.listed(permissions)}"

    def _problems(self, found: Object) -> Iterator[str]:
        if whole := kinds_of(self._access.problems(found)):
            yield f"fails: {words.listed(whole)}"
            return
        for calls in self._access.calls(found):
            if calls.problems:
                yield f"fails for {calls.interface}: {words.listed(kinds_of(calls.problems))}"


def _terms(found: Object) -> Iterator[str]:
    """What users must agree to, and who gets what they have stored."""
    served = found.served
    if isinstance(served, Deployment) and (asked := consenting_interfaces(served)):
        yield f"asks users to agree for {words.listed(asked)}"
    if isinstance(served, Application):
        if services := external_services(served):
            yield f"has external services {', '.join(map(words.name, services))}"
        if allows_own_services(served):
            yield "lets users add external services"
        if resources := linked_resources(served):
            yield f"uses in the name of its users {', '.join(map(words.name, resources))}"
        if identity := identity_in_short(served):
            yield f"gives appIdentity {words.name(identity)} what users have stored for external services"


def _chain(by_interface: Mapping[str, list[str | None]]) -> Iterator[str]:
    """The interceptors, told once where they are the same for all interfaces."""
    chains = [*by_interface.values()]
    if not any(chains):
        return
    if all(chain == chains[0] for chain in chains):
        yield f"passes {', '.join(map(words.name, chains[0]))}"
        return
    for interface, chain in sorted(by_interface.items()):
        yield f"passes {', '.join(map(words.name, chain)) or 'no interceptor'} for {interface}"
