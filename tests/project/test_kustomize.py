"""A kustomization may name any file; only what lies in reach is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.project.kustomize import kustomized_by
from dial_lsp.project.reach import Reach

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_elsewhere_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "deploy"
    folder.mkdir()
    for place in (tmp_path / "elsewhere.json", folder / "aidial.config.json"):
        place.write_text("{}", encoding="utf-8")
    files = "[aidial.config.json, aidial.config-keys.json=../elsewhere.json]"
    path = folder / "kustomization.yaml"
    path.write_text(f"secretGenerator:\n- name: dial\n  files: {files}\n", encoding="utf-8")
    (found,) = kustomized_by(str(path), Reach((str(folder.resolve()),)))
    assert found.paths == (str(folder / "aidial.config.json"),)
    assert ["leads outside" in str(note) for note in found.notes] == [True]
