"""One page in one file: its script, its style and its data, under a policy that lets a browser load nothing else.

The script is written as modules, in the folder ``web``, and put together here: each becomes a function that is called
once and gives what the module exports. The data is a block of its own that is never run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from dial_lsp import __version__
from dial_lsp.reports.frame import printable
from dial_lsp.text.patterns import compiled

_STYLES = ("page.css", "matrix.css", "panel.css", "difference.css", "narrow.css", "editor.css", "print.css")
_IMPORT = compiled(r"^import (\{[^}]*\}) from '\./(\w+)\.js';$", re.MULTILINE)
_EXPORT = compiled(r"^export (?=(?:function|class|const) (\w+))", re.MULTILINE)


def document(title: str, script: str, data: dict[str, Any] | None) -> str:
    """The text of a page that begins with the module ``script`` and shows ``data``, which must hold no secret.

    A page without any waits for an editor to send it.
    """
    code, style = scripts(script), "".join(map(text_of, _STYLES))
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    template = environment.from_string(text_of("page.html.jinja"))
    return template.render(
        title=printable(title),
        version=__version__,
        policy=policy(code, style),
        code=code,
        style=style,
        data=embedded(data),
    )


def policy(code: str, style: str) -> str:
    """What a browser may do with the page: run this script, apply this style, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(code)}",
            f"style-src {_digest(style)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",  # so that no text can become markup by mistake
            "trusted-types 'none'",
        )
    )


def embedded(data: dict[str, Any] | None) -> str:
    """The data as JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def scripts(first: str) -> str:
    """A module with all that it imports, those before who imports them."""
    found: dict[str, str] = {}
    _take(first, found)
    return "".join(found.values())


def _take(name: str, found: dict[str, str]) -> None:
    if name in found:
        return
    text = text_of(f"{name}.js")
    for _, imported in _IMPORT.findall(text):
        _take(imported, found)
    exports = ", ".join(_EXPORT.findall(text))
    code = _EXPORT.sub("", _IMPORT.sub(r"const \1 = of_\2;", text))
    found[name] = f"const of_{name} = (() => {{\n{code}return {{ {exports} }};\n}})();\n"


@cache
def text_of(name: str) -> str:
    """A file of the folder ``web``."""
    return files(__package__).joinpath("web", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
