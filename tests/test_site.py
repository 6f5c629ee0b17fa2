"""The documentation as a site: links lead somewhere, those with old names too, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dial_lsp.engine.naming import names_of
from dial_lsp.rulekit.manual import SITE_URL, WITHOUT_RULE, url_of
from dial_lsp.rules import all_rules
from tests.support.once import made_once

ROOT = Path(__file__).resolve().parent.parent
LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made_once(tmp_path_factory, "site", _build)
    return ROOT / "build" / "site"


def _build(folder: Path) -> None:
    del folder
    done = subprocess.run(["make", "site"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)  # noqa: S607
    assert done.returncode == 0, done.stdout + done.stderr


class Elements(HTMLParser):
    """What a page loads from elsewhere, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors.add(found.get("id") or "")
        address = found.get(LOADED.get(tag, "")) or ""
        if re.match(r"(?:https?:)?//", address) and found.get("rel") != "canonical":
            self.foreign.append(address)


def page(site: Path, url: str) -> tuple[Elements, str]:
    assert url.startswith(SITE_URL)
    path, _, anchor = url.removeprefix(SITE_URL).partition("#")
    return Elements((site / path / "index.html").read_text(encoding="utf-8")), anchor


def test_every_finding_leads_to_its_page(site: Path) -> None:
    names = [*WITHOUT_RULE, *(name for rule in all_rules() for name in (rule.name, *rule.full_names))]
    for name in names:
        found, anchor = page(site, url_of(name))
        assert anchor in found.anchors, name


def test_old_names_lead_on(site: Path) -> None:
    names = names_of()
    old = [name for rule in all_rules() for code in rule.codes.values() for name in code.was]
    assert len(old) > 50
    for name in old:
        text = (site / "rules" / name / "index.html").read_text(encoding="utf-8")
        (target,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', text)
        (current,) = names.meaning(name) or {""}
        assert (SITE_URL + "rules/" + target.split("../")[-1]).rstrip("/") == url_of(current).rstrip("/"), name


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.findall(r": ([\w-]+\.md)$", contents, re.MULTILINE)
    assert sorted(listed) == sorted(["editors.md", *(path.name for path in (ROOT / "docs").glob("*.md"))])


def test_a_page_loads_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert Elements(text).foreign == [], path
        assert 'data-md-component="source"' not in text, path  # it asks the forge for its numbers
