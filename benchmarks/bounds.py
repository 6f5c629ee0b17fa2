"""Hostile files: how long a whole run of the command takes, and how much memory.

``python -m benchmarks.bounds [PAGE] [KIND]...``: each is checked by a process of its own, ended after a minute.
With a page the table is written into it.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import hostile, hostile_beside, reference
from benchmarks.page import write_section
from dial_lsp.model import key_strength
from dial_lsp.rules.applications import circular_dependency
from dial_lsp.rules.limits import unused_limit
from dial_lsp.syntax import prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LONGEST = 60  # seconds of processor time
GOAL_SECONDS, GOAL_MEGABYTES = 5, 500
GOAL = (
    f"The goal: {GOAL_SECONDS} times the reference and {GOAL_MEGABYTES} MB each; what takes more is marked as missed."
)
COMMAND = (sys.executable, "-m", "dial_lsp")
ABOUT = f"""
**What is measured.** The processor time and the largest resident memory of a whole run of `dial-lint check`, or of the
command that is named, and how much it prints. What each file holds is told by its name here and by
`benchmarks/bounds.py`.

**What the reference is.** The same machine may be twice as fast on one day as on another. So a fixed piece of work in
plain Python (`benchmarks/reference.py`) is measured before and after each row. The goal is set for a machine on which
that work takes {reference.GOAL:.0f} second: there a row takes as many seconds as it takes times the reference here.

**What is left out.** Of a file that has more than 10,000 findings the last one says how many more there are. Where
thousands of routes overlap only those that share the most are compared, and where thousands of names are alike only
the nearest are weighed. Of damaged text with more than {prefix.LONGEST:,} words and marks, or with more than
{prefix.MOST_DAMAGED:,} damaged members, only the first mistake is reported. Patterns are searched in
{key_strength.MOST_SEARCHED:,} characters of API keys; further ones that are not plainly random are judged by their
length and characters alone. Of a
YAML file only so many configurations are read that they have no more than 100 million characters, each as long as the
file; aliases of a configuration count. Circles of dependencies are told until the ways to them pass
{circular_dependency.MOST_PASSED:,} names. Limits of one role that have no effect are deleted by one fix as long as
{unused_limit.MOST_READ:,} limits are read for that; the next fix deletes more. `--format json` and `sarif`
tell fixes of so many findings as there is time
to see what each does to access: of none where there are 20,000 keys.
`tests/test_bounds.py` counts the steps that files of growing size take.
"""


class Run(NamedTuple):
    """What one run took."""

    seconds: float
    reference: float  # seconds that the reference took around this run
    megabytes: float
    written: int  # bytes
    ended: str  # how, if not as it should

    @property
    def times(self) -> float:
        """What it took in seconds of the machine that the goals are set for."""
        return reference.GOAL * self.seconds / self.reference

    @property
    def remark(self) -> str:
        """How it ended if not as it should, or that it missed the goal."""
        is_met = self.times <= GOAL_SECONDS and self.megabytes <= GOAL_MEGABYTES
        return self.ended or ("" if is_met else "missed")


class Row(NamedTuple):
    """A kind of file, how many there are of what makes it hostile, and what it is called."""

    said: str
    number: int
    make: Callable[[int], str]
    name: str = "aidial.config.json"
    command: tuple[str, ...] = ("check", "--color", "never")
    beside: tuple[str, Callable[[int], str]] | None = None  # another file that the command reads

    @property
    def title(self) -> str:
        """What the first cell says: also the command, where it is another than the usual one."""
        asked = "" if self.command[1:] == ("--color", "never") else f", `{' '.join(self.command)}`"
        return f"{self.number:,} {self.said}{asked}"


ROWS = (
    Row("routes whose patterns overlap", 3_000, hostile.routes),
    Row("misspelt names of each kind beside as many right ones", 3_000, hostile.misspelt_names),
    Row("sections of one name", 100_000, hostile.duplicate_sections),
    Row("members of one name", 100_000, hostile.duplicate_members),
    Row("fields of one name", 100_000, hostile.duplicate_fields),
    Row("syntax errors, a line each", 300_000, hostile.syntax_errors),
    Row("entries in which a comma is missing, some lines each", 20_000, hostile.usual_errors),
    Row("conflicts of a merge", 10_000, hostile.conflicts),
    Row("syntax errors on one line", 300_000, hostile.stray_marks),
    Row("NULs and nothing else", 40_000_000, hostile.nothing_but_nul),
    Row("weak keys", 20_000, hostile.weak_keys),
    Row("keys that begin alike", 5_000, hostile.keys_alike),
    Row("comments in a row that suppress nothing", 20_000, hostile.suppressions),
    Row("comments on one line that suppress findings", 20_000, hostile.suppressions_on_one_line),
    Row("unknown fields of one entry", 20_000, hostile.unknown_fields),
    Row("unknown sections", 20_000, hostile.unknown_sections),
    Row("roles in base64", 200_000, hostile.roles_in_base64, "secret.yaml"),
    Row("quotes and nothing else, which is no JSON", 140_000, hostile.quotes),
    Row("passwords in one text", 200_000, hostile.passwords_in_a_text),
    Row("numbers in one list", 500_000, hostile.numbers),
    Row("undeclared roles in one list", 50_000, hostile.undeclared_roles),
    Row("secrets in comments", 20_000, hostile.secrets_in_comments),
    Row("manifests without a configuration", 5_000, hostile_beside.manifests, "all.yaml"),
    Row("aliases in YAML, each of which holds the one before twice", 40, hostile_beside.aliases, "values.yaml"),
    Row("upstreams of one model that differ in their keys", 30_000, hostile.unlike_upstreams),
    Row("applications of which each depends on forty others in circles", 800, hostile.circles),
    Row("models with five hundred objects inside each other", 500, hostile.deep_defaults),
    Row("models, each of which admits as many roles", 700, hostile.admitted_roles),
    Row("models that admit no role, and as many roles that limit them all", 400, hostile.unused_limits),
    Row("limits of one role on models that do not admit it", 10_000, hostile.unused_limits_of_one_role),
    Row(
        "configurations in YAML, all but one by an alias", 20_000, hostile_beside.aliased_configurations, "values.yaml"
    ),
    Row("uses of one secret in JSON in a text", 100_000, hostile.secrets_in_json),
    Row("beginnings of a secret in one text", 200_000, hostile.beginnings_of_secrets),
    Row("names in one comment that suppresses nothing", 50_000, hostile.names_in_a_suppression),
    Row("letters of one path", 1_000_000, hostile.long_path),
    Row("addresses of one key", 30_000, hostile.address_ranges),
    Row(
        "services, each of which extends the one before", 5_000, hostile_beside.extended_services, "docker-compose.yml"
    ),
    Row("texts of one Compose file", 500, hostile_beside.parts_of_a_compose_file, "docker-compose.yml"),
    Row("weak keys", 20_000, hostile.weak_keys, command=("check", "--format", "json")),
    Row("unknown fields of one entry", 20_000, hostile.unknown_fields, command=("check", "--format", "sarif")),
    Row("unknown fields of one entry", 20_000, hostile.unknown_fields, command=("check", "--format", "html")),
    Row("fields of one name", 100_000, hostile.duplicate_fields, command=("check", "--fix")),
    Row("routes whose patterns overlap", 3_000, hostile.routes, command=("access",)),
    Row("misspelt names of each kind beside as many right ones", 3_000, hostile.misspelt_names, command=("access",)),
    Row("weak keys", 20_000, hostile.weak_keys, command=("access", "--format", "html")),
    Row("weak keys", 20_000, hostile.weak_keys, command=("access", "--spend")),
    Row("misspelt fields of upstreams", 5_000, hostile.misspelt_upstreams, command=("check", "--diff")),
    Row(
        "upstreams of one model that are others now",
        5_000,
        hostile.other_upstreams,
        command=("diff", "before.json"),
        beside=("before.json", hostile.upstreams),
    ),
    Row(
        "models, roles and keys, where each key may reach more",
        200,
        hostile.opened_models,
        command=("diff", "before.json"),
        beside=("before.json", hostile.guarded_models),
    ),
    Row(
        "models, roles and keys, and a policy for each",
        500,
        hostile.guarded_models,
        command=("test",),
        beside=("dial-policy.toml", hostile_beside.policies),
    ),
    Row(
        "models, roles and keys, and an exception for each key",
        2_000,
        hostile.guarded_models,
        command=("test",),
        beside=("dial-policy.toml", hostile_beside.exceptions),
    ),
    Row(
        "models, roles and keys, and a policy that names twice as many callers",
        2_000,
        hostile.guarded_models,
        command=("test",),
        beside=("dial-policy.toml", hostile_beside.callers),
    ),
    Row("members of one name", 100_000, hostile.duplicate_members, command=("render",)),
    Row("members of one name", 100_000, hostile.duplicate_members, command=("format",)),
    Row("syntax errors, a line each", 300_000, hostile.syntax_errors, command=("format",)),
)


def _end_in_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 1))


def run(folder: Path, row: Row) -> Run:
    """Check one file in a process of its own."""
    file = folder / row.name
    file.write_text(row.make(row.number), encoding="utf-8")
    if row.beside is not None:
        name, make = row.beside
        (folder / name).write_text(make(row.number), encoding="utf-8")
    before = reference.seconds()
    with (folder / "report").open("wb") as report:
        process = subprocess.Popen(
            [*COMMAND, *row.command, str(file)],
            stdout=report,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, "DIAL_LINT_NO_CACHE": "1"},
            preexec_fn=_end_in_time,  # noqa: PLW1509 -- no threads
        )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    is_late = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    ended = "ended" if is_late else "" if process.returncode in (0, 1) else f"exit {process.returncode}"
    written = (folder / "report").stat().st_size
    around = (before + reference.seconds()) / 2
    return Run(used.ru_utime + used.ru_stime, around, used.ru_maxrss / 1024, written, ended)


def line(row: Row, took: Run) -> str:
    """One row of the table."""
    return (
        f"| {row.title} | {took.seconds:.1f} | {took.times:.1f} | {took.megabytes:.0f} MB "
        f"| {took.written / 1000:,.0f} KB | {took.remark} |"
    )


def table(runs: Mapping[Row, Run]) -> str:
    """The rows, for the page."""
    head = ["| a file with | seconds | times the reference | memory | printed | |", "|---|---:|---:|---:|---:|---|"]
    return "\n".join([*head, *(line(row, took) for row, took in runs.items())])


def circumstances(runs: Iterable[Run]) -> str:
    """How fast the machine was, and what else it did meanwhile, which makes processor time longer too."""
    took = [run.reference for run in runs]
    _, load, _ = os.getloadavg()
    return (
        f"The reference took {min(took):.1f} to {max(took):.1f} seconds; "
        f"the load of the machine was {load:.0f} on {os.cpu_count()} cores, these runs included."
    )


def main(arguments: list[str]) -> None:
    """Print the table, or write it; further arguments choose files by what they are called in ``hostile.py``."""
    page = next((Path(one) for one in arguments if one.endswith(".md")), None)
    chosen = [one for one in arguments if not one.endswith(".md")]
    runs: dict[Row, Run] = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in ROWS:
            if not chosen or row.make.__name__ in chosen:
                runs[row] = run(Path(folder), row)
                print(line(row, runs[row]), flush=True)
    if page is not None:
        write_section(page, "Hostile files", f"{table(runs)}\n\n{GOAL} {circumstances(runs.values())}\n{ABOUT}")


if __name__ == "__main__":
    main(sys.argv[1:])
