"""What settings say of files that get other names."""

from __future__ import annotations

import pytest

from dial_lsp.features.renamed_files import edits_of_settings
from dial_lsp.text import Source, apply_edits


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("/w/a.json", "/w/b.json", 'files = ["a.json", "c.json"] # a.json', 'files = ["b.json", "c.json"] # a.json'),
        ("/w/a.json", "/w/b.json", "files = ['./a.json']", "files = ['b.json']"),
        ("/w/a.json", "/w/it's.json", "files = ['a.json']", 'files = ["it\'s.json"]'),
        ("/w/a.json", "/other/a.json", 'files = ["a.json"]', 'files = ["../other/a.json"]'),
        ("/w/v.yaml", "/w/x.yaml", """files = ['v.yaml#core."a.b"']""", """files = ['x.yaml#core."a.b"']"""),
        ("/w/conf", "/w/config", 'files = ["conf/a.json", "conf.json"]', 'files = ["config/a.json", "conf.json"]'),
        (
            "/w/a.json",
            "/w/b.json",
            '[[ignore]]\nrule = "x"\npath = "a.json"',
            '[[ignore]]\nrule = "x"\npath = "b.json"',
        ),
        (
            "/w/a.json",
            "/w/b.json",
            '[[ignore]]\nrule = "x"\npath = "*.json"',
            '[[ignore]]\nrule = "x"\npath = "*.json"',
        ),
        ("/w/a.json", "/w/b.json", 'files = ["a.json"', 'files = ["a.json"'),
        ("/w/a.json", "/w/b.json", 'files = "a.json"\nignore = 1', 'files = "a.json"\nignore = 1'),
        ("/w/a.json", "/w/b.json", 'files = ["", 1, "#x"]', 'files = ["", 1, "#x"]'),
    ],
)
def test_names_in_settings_follow(old: str, new: str, before: str, after: str) -> None:
    edits = edits_of_settings(Source("/w/dial-lint.toml", before), {old: new})
    assert apply_edits(before, edits) == after


def test_names_in_a_shared_file_follow_in_its_table_only() -> None:
    text = 'files = ["a.json"]\n[tool.dial-lint]\nfiles = ["a.json"]\n'
    edits = edits_of_settings(Source("/w/pyproject.toml", text), {"/w/a.json": "/w/b.json"})
    assert apply_edits(text, edits) == 'files = ["a.json"]\n[tool.dial-lint]\nfiles = ["b.json"]\n'
