"""A difference in a line: each case is what an edit makes of one small configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.access.difference import difference
from dial_lsp.engine.analysis import Analysis
from dial_lsp.reports.access.summary import NOTHING, summary
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from dial_lsp.access import Access

CONFIG = """{
  "models": {
    "small": {"type": "chat", "endpoint": "http://adapter/small", "userRoles": ["staff"]},
    "large": {"type": "chat", "endpoint": "http://adapter/large", "userRoles": ["lead"]}
  },
  "applications": {"app": {"endpoint": "http://app", "userRoles": ["lead"]}},
  "roles": {"staff": {"limits": {"small": {"minute": 100}}}, "lead": {}, "guest": {}},
  "keys": {
    "b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE": {"project": "search", "role": "staff"},
    "kYb3Zq8Vt1Xw6Rm0Lp5Nc9Hf2Jd7Gs4A": {"project": "reports", "role": "staff"}
  }
}"""
SECOND_KEY = ',\n    "kYb3Zq8Vt1Xw6Rm0Lp5Nc9Hf2Jd7Gs4A": {"project": "reports", "role": "staff"}'


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ('"http://adapter/small"', '"http://adapter/small" ', NOTHING),
        ('["lead"]', '["lead", "staff"]', "2 keys reach 1 more application and 1 more model"),
        ('/large", "userRoles": ["lead"]}', '/large"}', "everybody reaches 1 more model"),
        (
            '/small", "userRoles": ["staff"]}',
            '/small", "userRoles": ["lead"]}',
            "2 keys no longer reach 1 model; callers with 1 role reach 1 more model",
        ),
        (
            '/large", "userRoles": ["lead"]}',
            '/large", "userRoles": ["guest"]}',
            "callers with 1 role reach 1 more model; callers with 1 role no longer reach 1 model",
        ),
        ('"minute": 100', '"minute": 200', "limits rise for 2 keys"),
        ('"minute": 100', '"minute": 50', "limits fall for 2 keys"),
        (SECOND_KEY, "", "1 key less"),
        ("b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE", "c7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE", "1 key replaced"),
        ('"project": "search"', '"project": "find"', "1 change"),
        ('["staff"]', '["staff", "guest"]', "callers with 1 role reach 1 more model"),
    ],
)
def test_an_edit_in_a_line(before: str, after: str, line: str) -> None:
    assert before in CONFIG
    found = difference(access(CONFIG), access(CONFIG.replace(before, after)))
    assert summary(found.changes) == line


def test_what_is_new_is_gone_the_other_way_round() -> None:
    one, other = access(CONFIG), access(CONFIG.replace(SECOND_KEY, ""))
    assert summary(difference(other, one).changes) == "1 new key"


def access(text: str) -> Access:
    """The relation of a text."""
    return Analysis([parse(Source("aidial.config.json", text))]).access
