"""Every feature answers in every form of a host what it answers in a file: all cases of this folder, in YAML.

A case is asked about twice: in JSON files, and in YAML files that a YAML library reads as the same texts. Places are
compared by how much of the configuration stands before them, blanks left out; edits by what the library reads after
them, blanks left out, too, for between quotes and in folded lines these are others.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from tests.features.asking import Asking
from tests.features.sides import alone, inside, marked
from tests.support.cursor_cases import cursor_cases
from tests.support.hosts import HOSTS

HERE = Path(__file__).parent
FEATURES = sorted(folder.name for folder in HERE.iterdir() if folder.is_dir() and folder.name != "__pycache__")
FORMS = tuple(form for form in HOSTS if form != "secret")  # which has no places


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_answers_the_same_in_every_form(
    feature: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: "NEW-SECRET")
    for number, case in enumerate(cursor_cases(HERE / feature)):
        if not case.files[case.path or next(iter(case.files))].strip():
            continue  # nothing in YAML is no configuration
        hosted, values = inside(form, marked(case), case.settings, tmp_path / f"{number} hosted")
        file = alone(values, case.settings, tmp_path / f"{number} alone")
        if feature == "formatting" and form.endswith("quoted"):
            continue
        is_literal = form in {"values", "config-map"}
        found, expected = (Asking(side, case, is_literal=is_literal).answers(feature) for side in (hosted, file))
        assert found == expected, case.title
