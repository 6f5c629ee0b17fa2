"""A configuration that is YAML itself is shown, and whoever wants to change it is told why nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.asking import Asked

if TYPE_CHECKING:
    from pathlib import Path

VALUES = """core:
  secrets:
    aidial.config.json:
      roles: {reader: {}}
      keys:
        kkQmX2vR9kTz4LwY8nHc3JfD6sGp1VaZ: {project: p, role: reder}
"""
REASON = "it is written as YAML, not as JSON"


def test_it_is_shown_and_never_changed(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text(VALUES, "utf-8")
    server = Asked(tmp_path, ["values.yaml"])
    document = {"textDocument": {"uri": (tmp_path / "values.yaml").as_uri()}}
    role = {"line": 5, "character": VALUES.split("\n")[5].index("reder")}
    at = {**document, "position": role}
    whole = {"start": {"line": 0, "character": 0}, "end": role}

    def asked(method: str, **params: Any) -> Any:
        return server.ask(f"textDocument/{method}", {**at, **params})

    assert "Role reder" in asked("hover")["contents"]["value"]
    assert [one["range"]["start"]["line"] for one in asked("documentHighlight")] == [5]
    actions = asked("codeAction", range=whole, context={"diagnostics": []})
    ignoring = "here in dial-lint.toml, with a reason"
    assert [(one["title"], one.get("disabled", {}).get("reason")) for one in actions] == [
        ("Fix what is found here", f"Nothing can be changed here: {REASON}."),
        (f"Ignore unused-definition/role {ignoring}", None),
        (f"Ignore undeclared-role {ignoring}", None),
    ]
    actions = asked("codeAction", range={"start": role, "end": role}, context={"diagnostics": []})
    assert [one["title"] for one in actions] == ["Fix what is found here", f"Ignore undeclared-role {ignoring}"]
    refused = {"error": f"values.yaml: {REASON}; nothing is changed."}
    assert asked("prepareRename") == asked("rename", newName="other") == refused
    assert asked("completion") is None
    assert asked("linkedEditingRange") is None
    assert asked("formatting", options={"tabSize": 2, "insertSpaces": True}) == []
