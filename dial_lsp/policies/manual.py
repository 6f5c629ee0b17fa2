"""The pages of the library: what each invariant is for, what it takes, an example that fails and one that holds."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dial_lsp.policies.invariants import INVARIANTS

HEADINGS = ("Fails", "Holds")
_DOCS = "https://github.com/dial-lsp/dial-lsp/blob/main/docs"


def url_of(name: str) -> str:
    """Where the page of an invariant stands on the web; of "" or another name the page about policies."""
    return f"{_DOCS}/invariants.md#{name}" if name in INVARIANTS else f"{_DOCS}/policies.md"


@cache
def page_of(name: str) -> str:
    """The page of an invariant as Markdown: a sentence, what it is for, members, examples. Raises KeyError."""
    invariant = INVARIANTS[name]
    text = files(__package__).joinpath("pages", f"{name}.md").read_text(encoding="utf-8")
    head, _, examples = text.partition(f"## {HEADINGS[0]}")
    needs = [f"needs {_listed(invariant.needs)}"] if invariant.needs else []
    may = [f"may have {_listed(invariant.may)}"] if invariant.may else []
    members = f"It {' and '.join(needs + may)}.\n\n" if needs or may else ""
    return f"{head}{members}## {HEADINGS[0]}{examples}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
