"""One report with everything in it, and the folder that says how each format shows it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.diagnostics import Diagnostic, Effect, Fix, Impact, Related, Severity
from dial_lsp.masking.masks import Masked
from dial_lsp.masking.wording import Wording
from dial_lsp.reports.report import Checked, Report
from dial_lsp.text import Edit, Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED = Path(__file__).parent / "expected"

CONFIG = """\
{
  // the keys of the teams
  "keys": {
    "proxyKey1-secret": {"project": "Chat", "role": "bsic"},
    "proxyKey2-secret": {"role": "basic"},
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "displayName": "日本\u202e GPT <4>",
      "userRoles": []
    }
  }
}
"""
ROLES = '{"roles": {"basic": {"limits": {"gpt-4": {"minute": "0"}}}}}'


@pytest.fixture
def expect() -> Callable[[str, str], None]:
    """Compares a text with the file of that name; UPDATE_EXPECTED=1 writes the file instead, for a person to read."""

    def compare(name: str, text: str) -> None:
        path = EXPECTED / name
        if os.environ.get("UPDATE_EXPECTED"):
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture
def config() -> Source:
    return Source("conf/aidial.config.json", CONFIG)


@pytest.fixture
def roles() -> Source:
    return Source("conf/roles.json", ROLES)


@pytest.fixture
def report(config: Source, roles: Source) -> Report:
    """Two files of one project: every severity, fixes, a related place, secrets and odd characters."""
    project = Checked((config, roles), _diagnostics(config, roles), "rejects", Planted(), core_version="0.48")
    return Report((project,))


def at(source: Source, text: str) -> Location:
    """Where the text stands in the source."""
    start = source.text.index(text)
    return Location(source, Span(start, start + len(text)))


class Planted:
    """Two secrets."""

    words = ("proxyKey1-secret", "proxyKey2-secret")
    wording = Wording(frozenset(words), frozenset(), frozenset())

    def __call__(self, source: Source, window: Span | None = None) -> tuple[Masked, ...]:  # noqa: ARG002 -- all
        return tuple(Masked(*at(source, word).span, word) for word in self.words if word in source.text)


def _diagnostics(config: Source, roles: Source) -> tuple[Diagnostic, ...]:
    comma = at(config, ",\n  },").span
    remove = Fix("Remove the comma", {config.path: (Edit(Span(comma.start, comma.start + 1), ""),)}, safe=True)
    rename = Fix('Change "bsic" to "basic"', {config.path: (Edit(at(config, "bsic").span, "basic"),)}, Effect.WIDENS)
    return (
        Diagnostic(
            "lost-role",
            Severity.ERROR,
            Impact.CALL_FAILS,
            'the role "bsic" of this key is not declared in "roles"',
            at(config, '"bsic"'),
            "/keys/1 (Chat)/role",
            help="DIAL asks that every role of a key is declared, even if it has no limits.",
            related=(Related(at(roles, '"basic"'), 'a role named "basic" is declared here'),),
            fixes=(rename,),
        ),
        Diagnostic(
            "feeble-key",
            Severity.WARNING,
            Impact.EXPOSED,
            "this key has about 27 bits; DIAL asks for 128",
            at(config, '"proxyKey2-secret"'),
            "/keys/2",
            help="`dial-lint keygen` makes a good one.",
        ),
        Diagnostic(
            "homeless-key",
            Severity.ERROR,
            Impact.FILE_REJECTED,
            'this key has no "project"',
            at(config, '{"role": "basic"}'),
            "/keys/2",
        ),
        Diagnostic(
            "final-comma",
            Severity.ERROR,
            Impact.FILE_REJECTED,
            "a comma before the closing brace",
            Location(config, Span(comma.start, comma.start + 1)),
            "/keys",
            fixes=(remove,),
        ),
        Diagnostic(
            "open-to-nobody",
            Severity.INFORMATION,
            Impact.ADVICE,
            'the model "gpt-4" is open to nobody',
            Location(config, Span(at(config, '{\n      "type"').span.start, at(config, "[]\n    }").span.end)),
            "/models/gpt-4",
        ),
        Diagnostic(
            "odd-name",
            Severity.HINT,
            Impact.ADVICE,
            "a name with characters that cannot be seen: 日本\u202e GPT",
            at(config, "\u202e"),
            "/models/gpt-4/displayName",
            tags=frozenset({"unnecessary"}),
        ),
        Diagnostic(
            "zero-limit",
            Severity.WARNING,
            Impact.CALL_FAILS,
            "a limit of 0 refuses every call",
            at(roles, '"0"'),
            "/roles/basic/limits/gpt-4/minute",
        ),
    )
