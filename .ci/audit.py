"""Asks a database of known vulnerabilities about what a lock names: ``python .ci/audit.py [LOCK]...``.

It needs the command pip-audit, which ``locks/audit.txt`` installs. The exit code is 0 only where every package was
looked up and none has a known vulnerability: 1 where one has, 3 where one or all could not be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOUND, NOT_AUDITED = 1, 3
LONGEST = 600  # seconds
OURS = [str(Path("locks", f"{name}.txt")) for name in ("run", "build", "dev", "release")]


def main(locks: list[str]) -> int:
    """The exit code for all locks; whatever is not known stands above what is found."""
    return max([_audited(lock) for lock in locks], default=NOT_AUDITED)


def _audited(lock: str) -> int:
    command = ["pip-audit", "--format", "json", "--progress-spinner", "off", "--disable-pip", "--require-hashes"]
    try:
        done = subprocess.run(
            [*command, "--requirement", lock], capture_output=True, text=True, check=False, timeout=LONGEST
        )
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return _not_audited(lock, f"pip-audit took longer than {LONGEST} seconds")
    except OSError:
        return _not_audited(lock, "there is no command pip-audit: pip install --require-hashes -r locks/audit.txt")
    except (ValueError, LookupError, TypeError):
        return _not_audited(lock, (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1])
    skipped = [one["name"] for one in packages if "vulns" not in one]
    found = [(one, known) for one in packages for known in one.get("vulns", ())]
    for one, known in found:
        fixed = ", ".join(known.get("fix_versions") or ()) or "no version"
        _say(f"{lock}: {one['name']} {one['version']} has {known['id']}, mended in {fixed}")
    if skipped or not packages:
        return _not_audited(lock, f"no answer about {', '.join(skipped) or 'any package'}")
    if not found:
        _say(f"{lock}: {len(packages)} packages, none with a known vulnerability")
    return FOUND if found else 0


def _not_audited(lock: str, why: str) -> int:
    _say(f"{lock}: not audited: {why}")
    return NOT_AUDITED


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or OURS))
