"""Projects in every form in which they are deployed: as JSON files, and as texts in YAML."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from dial_lsp.settings import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_NAME = "aidial.config-{}.json"
_MANIFEST = "apiVersion: v1\nkind: {}\nmetadata:\n  name: dial-core\n{}:\n"


def named(stem: str) -> str:
    """The name of a configuration in YAML."""
    return _NAME.format(stem)


def literal(text: str, indent: str) -> str:
    """A literal block with an indentation indicator, as the text may start with blanks."""
    lines = (indent + line if line.strip() else line for line in text.splitlines(keepends=True))
    return "|2\n" + "".join(lines)


def _values(stem: str, text: str) -> str:
    return f"core:\n  secrets:\n    {_NAME.format(stem)}: {literal(text, '      ')}"


def _config_map(stem: str, text: str) -> str:
    return f"{_MANIFEST.format('ConfigMap', 'data')}  {_NAME.format(stem)}: {literal(text, '    ')}"


def _double_quoted(stem: str, text: str) -> str:
    return f"core:\n  secrets:\n    {_NAME.format(stem)}: {json.dumps(text, ensure_ascii=False)}\n"


def _single_quoted(stem: str, text: str) -> str:
    quoted = " ".join(text.replace("'", "''").split())
    return f"core:\n  secrets:\n    {_NAME.format(stem)}: '{quoted}'\n"


def _folded(stem: str, text: str) -> str:
    return _values(stem, text).replace("|2", ">2", 1)


def _secret(stem: str, text: str) -> str:
    return f"{_MANIFEST.format('Secret', 'data')}  {_NAME.format(stem)}: {base64.b64encode(text.encode()).decode()}\n"


HOSTS: Mapping[str, Callable[[str, str], str]] = {
    "values": _values,
    "config-map": _config_map,
    "double-quoted": _double_quoted,
    "single-quoted": _single_quoted,
    "folded": _folded,
    "secret": _secret,
}
"""How the text of a configuration becomes a YAML file, by the name of the form."""
FORMS = ("json", *HOSTS, "one-file", "mixed")


def project_in(folder: Path, form: str, texts: Mapping[str, str], settings: str = "") -> Sequence[str]:
    """Write a project in a form, with settings that list its files, and return their names; YAML stays as it is."""
    files: dict[str, str] = {}
    listed: list[str] = []
    for number, (path, text) in enumerate(texts.items()):
        stem = path.removesuffix(".json").replace("/", "-")
        if form == "json" or path.endswith(".yaml") or (form == "mixed" and number):
            listed.append(path)
            files[path] = text
        elif form == "one-file":
            listed[:] = ["values.yaml"]
            block = _values(stem, text)
            files["values.yaml"] = files.get("values.yaml", "core:\n  secrets:\n") + block.split("\n", 2)[2]
            if not files["values.yaml"].endswith("\n"):
                files["values.yaml"] += "\n"
        else:
            listed.append(f'{stem}.yaml#core.secrets."{_NAME.format(stem)}"' if form == "mixed" else f"{stem}.yaml")
            files[f"{stem}.yaml"] = HOSTS.get(form, _values)(stem, text)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    (folder / FILE_NAME).write_text(f"files = {json.dumps(listed)}\n{settings}", "utf-8")
    return list(files)
