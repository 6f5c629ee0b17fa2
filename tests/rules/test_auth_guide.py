"""The three API keys that DIAL's guide to programmatic access prints, typed again: what one who pastes them learns."""

from __future__ import annotations

from dial_lsp.diagnostics import Severity
from dial_lsp.engine.analysis import Analysis
from dial_lsp.syntax import parse
from dial_lsp.text import Source

KEY = '"my-dial-key": {"project": "TestProject", "role": "default"}'

WITHOUT_ROLES = f"""\
{{
  "keys": {{
    {KEY}
  }}
}}
"""

WITH_ROLE = f"""\
{{
  "keys": {{
    {KEY}
  }},
  "roles": {{
    "default": {{}}
  }}
}}
"""

WITH_LIMITS_AND_COMMENTS = """\
{
  "keys": {
    "my-dial-key": {          // the secret that clients send
      "project": "TestProject",
      "role": "default"       // declared below
    }
  },
  "roles": {
    "default": {
      "limits": {
        "gpt-4": {"minute": 100000, "day": 10000000} // tokens
      }
    }
  }
}
"""


def found_in(text: str) -> list[tuple[str, str]]:
    """The findings above hints: the rule, and the text it marks."""
    analysis = Analysis([parse(Source("aidial.config.json", text))])
    return [
        (one.rule, text[one.location.span.start : one.location.span.end])
        for one in analysis.diagnostics
        if one.severity < Severity.HINT
    ]


def test_a_key_without_a_roles_section() -> None:
    assert found_in(WITHOUT_ROLES) == [("weak-key", '"my-dial-key"'), ("undeclared-role", '"default"')]


def test_a_key_whose_role_is_declared() -> None:
    assert found_in(WITH_ROLE) == [("weak-key", '"my-dial-key"')]


def test_limits_and_comments() -> None:
    assert found_in(WITH_LIMITS_AND_COMMENTS) == [
        ("weak-key", '"my-dial-key"'),
        ("comment", "// the secret that clients send"),
    ]


def test_the_comments_are_all_that_core_refuses() -> None:
    analysis = Analysis([parse(Source("aidial.config.json", WITH_LIMITS_AND_COMMENTS))])
    assert analysis.verdict == "rejects"
    assert [one.rule for one in analysis.diagnostics if one.impact == "file-rejected"] == ["comment"]
