"""Small configurations to compare."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OLD = """{
  "models": {"m": {"type": "chat", "endpoint": "http://adapter", "userRoles": ["a"]}},
  "keys": {"made-up-secret": {"project": "P", "role": "a"}}
}"""
WIDER = OLD.replace('["a"]}}', '["a", "b"]}}')
NARROWER = OLD.replace('["a"]}}', "[]}}")
BROKEN = OLD.replace('"endpoint": "http://adapter", ', "")

MODEL = '"models": {"m": {"endpoint": "http://a/b", "userRoles": ["reader"]}}, "roles": {"reader": {}}'
KEY = '{{{model}, "keys": {{"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {{"project": "A", "role": {role}}}}}}}'
"""One key that has a role and, as ``model``, a model that admits some."""


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607 -- git as it is on the path
