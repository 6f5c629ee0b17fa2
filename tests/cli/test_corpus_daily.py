"""Patches, baselines, suppressions and rendered configurations of real files: none tells a secret."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.checking import check_project
from dial_lsp.cli.fixing import Wanted, patch_project
from dial_lsp.cli.ignoring import add_ignores
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.naming import names_of
from dial_lsp.masking.secrecy import Secrecy
from dial_lsp.project.discovery import Project, project_of, settings_above
from dial_lsp.reports import merged
from dial_lsp.reports.baseline import baseline_of, without_known, written
from dial_lsp.reports.report import Checked, Report
from dial_lsp.syntax import parse
from dial_lsp.text import Source

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FILES = sorted(CORPUS.glob("*.json")) if CORPUS.is_dir() else []

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(params=FILES[::4], ids=lambda path: path.name[:60])
def source(request: pytest.FixtureRequest, shared: Path) -> Source:  # noqa: ARG001 -- it skips without the files
    return Source(str(request.param), request.param.read_text(encoding="utf-8-sig"))


def told(source: Source, texts: Iterable[str]) -> set[str]:
    """The secrets of a source that the texts tell; those that stand elsewhere in it too are no secrets."""
    document = parse(source)
    masked = Secrecy([document]).masked(document)
    secrets = [source.text[one.start : one.end] for one in masked if one.is_sure]
    hidden = {text for text in secrets if len(text) > 3 and source.text.count(text) == secrets.count(text)}
    return {secret for secret in hidden for text in texts if secret in text}


def test_a_patch_tells_none(source: Source) -> None:
    everything = Wanted(tuple(names_of().codes))
    for want in (Wanted(), everything):
        made = patch_project(Project((source.path,)), want, color=False)
        assert told(source, [patch.text for patch in made.patches]) == set()


def test_a_rendered_configuration_tells_none_and_is_the_same(source: Source) -> None:
    analysis = Analysis([parse(source)])
    assert told(source, [merged.render(analysis.config), merged.render(analysis.config, origin=True)]) == set()
    if not analysis.documents[0].problems:
        whole = merged.render(analysis.config, secrets=True)
        assert json.loads(whole) == json.loads(source.text, object_pairs_hook=dict)


def test_a_baseline_tells_none_and_knows_all_of_it_again(source: Source) -> None:
    (checked,) = check_project(Project((source.path,)))
    assert isinstance(checked, Checked)
    report = Report((checked,))
    baseline = baseline_of(report, str)
    assert told(source, [written(baseline)]) == set()
    left, gone = without_known(report, baseline, str)
    assert ([one for _, one in left.findings], gone) == ([], 0)


@pytest.mark.parametrize("suffix", [".json", ".jsonc"])
def test_added_ignores_hide_all_and_tell_none(
    source: Source, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(shutil.copy(source.path, tmp_path / f"a{suffix}"))
    add_ignores([Project((path.name,))], "known", None)
    settings = settings_above(tmp_path)
    (checked,) = check_project(project_of(path.name, settings))
    assert isinstance(checked, Checked)
    assert [(one.rule, one.pointer) for one in checked.diagnostics] == []
    if settings:
        assert told(source, [settings.path.read_text()]) == set()
