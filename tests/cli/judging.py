"""What judges a change, in the tests of it: settings, ignores, comments and baselines."""

from __future__ import annotations

import json

from tests.cli.repositories import WEAK

FILE, SETTINGS = "aidial.config.json", "dial-lint.toml"
IGNORE = '[[ignore]]\nrule = "weak-key"\nreason = "{}"\n'
COMMENT = "// dial-lint: ignore[weak-key] until May"
COMMENTS = "comments = true\n"
COMMENTED = WEAK.replace('"role": "a"},', '"role": "a"},').replace('"role": "a"}', f'"role": "a"}} {COMMENT}')
KNOWN = json.dumps(
    {"version": 2, "findings": [{"path": FILE, "rule": "weak-key", "place": "/keys/a@P#1", "count": 1}]}, indent=2
)
NOTHING_KNOWN = json.dumps({"version": 2, "findings": []})
