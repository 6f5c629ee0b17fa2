"""Settings for editors that cannot run here: at least they are read, and name the command that there is."""

from __future__ import annotations

import json
from fnmatch import fnmatch

import pytest

from tests.editors.driving import SHIPPED


def relaxed(name: str) -> object:
    """The value of a file of JSON with comments."""
    text = (SHIPPED / name).read_text(encoding="utf-8")
    return json.loads("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//")))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (
            "sublime-text/LSP.sublime-settings",
            {"clients": {"dial-lsp": {"enabled": True, "command": ["dial-lsp"], "selector": "source.json"}}},
        ),
        (
            "zed/settings.json",
            {
                "lsp": {"json-language-server": {"binary": {"path": "dial-lsp", "arguments": []}}},
                "file_types": {"JSONC": ["*aidial.config*.json", "*aidial.*.config*.json"]},
            },
        ),
    ],
)
def test_settings_are_read(name: str, value: object) -> None:
    assert relaxed(name) == value


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("aidial.config.json", True),
        ("aidial.config.jsonc", True),
        ("prod.aidial.config.json", True),
        ("prod-aidial.config.jsonc", True),
        ("aidial.config.dev.json", True),
        ("aidial.config-keys.json", True),
        ("eu-aidial.prod.config.jsonc", True),
        ("notaidial.config.json", False),
        ("aidial.configuration.json", False),
        ("package.json", False),
    ],
)
def test_jetbrains_starts_on_files_of_dial_only(name: str, ours: bool) -> None:  # noqa: FBT001
    template = json.loads((SHIPPED / "jetbrains/dial-lsp/template.json").read_text(encoding="utf-8"))
    (mapping,) = template["fileTypeMappings"]
    assert any(fnmatch(name, pattern) for pattern in mapping["fileType"]["patterns"]) == ours
