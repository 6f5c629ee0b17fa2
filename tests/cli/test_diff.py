from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

OLD = """{
  "models": {"m": {"type": "chat", "endpoint": "http://adapter", "userRoles": ["a"]}},
  "keys": {"made-up-secret": {"project": "P", "role": "a"}}
}"""
WIDER = OLD.replace('["a"]}}', '["a", "b"]}}')
NARROWER = OLD.replace('["a"]}}', "[]}}")
BROKEN = OLD.replace('"endpoint": "http://adapter", ', "")


@pytest.fixture
def configs(folder: Path) -> Path:
    for name, text in {"old": OLD, "wider": WIDER, "narrower": NARROWER, "broken": BROKEN}.items():
        (folder / f"{name}.json").write_text(text)
    (folder / "same.json").write_text(json.dumps(json.loads(OLD), indent=4))
    return folder


@pytest.mark.usefixtures("configs")
def test_the_text(run: Run) -> None:
    done = run("diff", "old.json", "wider.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        'wider.json:2:66  userRoles of model "m" changes: "b" added\n'
        '  widened: model "m": role b may call it\n'
        '    was  old.json:2:79    model "m" admits "a" only, and the caller has "b"\n'
        '    now  wider.json:2:85  "b" is among the userRoles of model "m"\n'
        "1 change; access is widened.\n"
    )


@pytest.mark.usefixtures("configs")
def test_callers_with_the_same_change_are_told_together(run: Run) -> None:
    assert run("diff", "old.json", "narrower.json").stdout.splitlines()[1] == (
        '  narrowed: model "m": role a, key 1 P may not call it any more'
    )


@pytest.mark.usefixtures("configs")
def test_no_difference(run: Run) -> None:
    done = run("diff", "old.json", "same.json", "--fail-on", "any")
    assert (done.returncode, done.stdout) == (0, "No difference in access.\n")


@pytest.mark.usefixtures("configs")
@pytest.mark.parametrize(
    ("new", "failing"),
    [
        ("wider.json", ["widened", "any"]),
        ("narrower.json", ["narrowed", "any"]),
        ("broken.json", ["any"]),
        ("same.json", []),
    ],
)
def test_the_exit_code_tells_what_happened(run: Run, new: str, failing: list[str]) -> None:
    levels = ("widened", "narrowed", "any", "never")
    assert [level for level in levels if run("diff", "old.json", new, "--fail-on", level).returncode == 1] == failing


@pytest.mark.usefixtures("configs")
def test_json_tells_both_sides(run: Run) -> None:
    assert json.loads(run("diff", "old.json", "wider.json", "--format", "json").stdout) == {
        "version": 1,
        "effect": "widens",
        "core": {"old": {"verdict": "accepts"}, "new": {"verdict": "accepts"}},
        "changes": [
            {
                "kind": "grant",
                "effect": "widens",
                "field": "",
                "before": {
                    "subject": {"kind": "roles", "project": None, "position": None, "roles": ["b"]},
                    "object": {"kind": "model", "name": "m"},
                    "value": False,
                    "because": [
                        {
                            "kind": "not-admitted",
                            "message": 'model "m" admits "a" only, and the caller has "b"',
                            "path": "old.json",
                            "line": 2,
                            "column": 79,
                        }
                    ],
                },
                "after": {
                    "subject": {"kind": "roles", "project": None, "position": None, "roles": ["b"]},
                    "object": {"kind": "model", "name": "m"},
                    "value": True,
                    "because": [
                        {
                            "kind": "admitted",
                            "message": '"b" is among the userRoles of model "m"',
                            "path": "wider.json",
                            "line": 2,
                            "column": 85,
                        }
                    ],
                },
            }
        ],
        "causes": [
            {
                "edits": [
                    {
                        "message": 'userRoles of model "m" changes: "b" added',
                        "path": "wider.json",
                        "line": 2,
                        "column": 66,
                    }
                ],
                "effect": "widens",
                "changes": [0],
            }
        ],
    }


@pytest.mark.usefixtures("configs")
def test_markdown_is_fit_for_a_comment(run: Run) -> None:
    assert run("diff", "old.json", "wider.json", "--format", "markdown").stdout == (
        "**1 change; access is widened.**\n"
        "\n"
        '- `wider.json:2:66` userRoles of model "m" changes: "b" added\n'
        '  - **widened**: model "m": role b may call it\n'
        '    - was: `old.json:2:79` model "m" admits "a" only, and the caller has "b"\n'
        '    - now: `wider.json:2:85` "b" is among the userRoles of model "m"\n'
    )


def test_markdown_tells_all_edits_and_as_many_changes_as_a_comment_takes(run: Run, folder: Path) -> None:
    models = {f"m{at}": {"type": "chat", "endpoint": "http://a/b", "userRoles": ["r"]} for at in range(200)}
    keys = {f"made-up-{at}": {"project": f"P{at}", "roles": ["a"]} for at in range(9)}
    for name, roles in (("old", ["a"]), ("new", ["a", "r"])):
        config = {"models": models, "keys": {key: {**value, "roles": roles} for key, value in keys.items()}}
        (folder / f"{name}.json").write_text(json.dumps(config))
    told = run("diff", "old.json", "new.json", "--format", "markdown").stdout
    assert len(told) <= 65536
    assert [f"roles of key {at} P{at - 1} changes" in told for at in range(1, 10)] == [True] * 9
    shown = told.count("may call it")
    left = sum(int(line.split()[1]) for line in told.splitlines() if line.endswith("dial-lint diff shows all."))
    assert shown + left == 9 * 200
    assert "<details><summary>200 widened</summary>" in told
    assert "not shown" not in run("diff", "old.json", "new.json").stdout


def test_a_new_name_is_one_line(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    (folder / "new.json").write_text((folder / "old.json").read_text().replace("reader", "guest"))
    assert run("diff", "old.json", "new.json").stdout.splitlines() == [
        (
            'new.json:1:81  role "reader" is named "guest" now, with 2 uses '
            "(1 widened, 1 narrowed and 2 changed for the names alone)"
        ),
        "4 changes; access is widened and narrowed.",
    ]


def test_what_is_more_than_a_new_name_comes_first(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    renamed = KEY.format(model=MODEL.replace("http://a/b", "http://c/b"), role='"reader"').replace("reader", "an-admin")
    (folder / "new.json").write_text(renamed)
    told = [line for line in run("diff", "old.json", "new.json").stdout.splitlines() if not line.startswith("    ")]
    assert told == [
        (
            'new.json:1:84  role "reader" is named "an-admin" now, with 2 uses '
            "(1 widened, 1 narrowed and 2 changed for the names alone)"
        ),
        "  widened: key 1 A becomes an administrator",
        'new.json:1:19  endpoint of model "m" changes',
        '  changed: model "m" now goes to http://c, no longer to http://a',
        "6 changes by 2 edits; access is widened and narrowed.",
    ]


def test_several_files_make_one_side(run: Run, configs: Path) -> None:
    parts = json.loads(OLD)
    for section, value in parts.items():
        (configs / f"{section}.json").write_text(json.dumps({section: value}))
    assert run("diff", "old.json", "keys.json,models.json").stdout == "No difference in access.\n"


def test_a_side_may_be_a_folder(run: Run, configs: Path) -> None:
    (configs / "live").mkdir()
    (configs / "live" / "aidial.config.json").write_text(WIDER)
    assert run("diff", "old.json", "live").stdout.endswith("1 change; access is widened.\n")


def test_two_revisions(run: Run, folder: Path) -> None:
    for number, text in enumerate((OLD, WIDER)):
        (folder / "aidial.config.json").write_text(text)
        git(folder, "init", "--quiet") if not number else None
        git(folder, "add", "aidial.config.json")
        git(folder, "commit", "--quiet", "-m", "change")
    done = run("diff", "HEAD~1..HEAD", "--fail-on", "widened")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[1] == '  widened: model "m": role b may call it'
    assert "HEAD~1:aidial.config.json:2:79" in done.stdout
    assert run("diff", "HEAD~1..", "aidial.config.json").stdout == done.stdout
    assert run("diff", "HEAD..HEAD").stdout == "No difference in access.\n"


@pytest.fixture
def repository(folder: Path) -> Path:
    """Two commits, OLD and WIDER, a branch that left after the first, and NARROWER in the working tree."""
    config = folder / "aidial.config.json"
    for number, text in enumerate((OLD, WIDER)):
        config.write_text(text)
        git(folder, "init", "--quiet", "--initial-branch=main") if not number else None
        git(folder, "add", "aidial.config.json")
        git(folder, "commit", "--quiet", "-m", "change")
    git(folder, "branch", "side", "HEAD~1")
    config.write_text(NARROWER)
    return folder


WIDENED = 'widened: model "m": role b may call it'
NARROWED = 'narrowed: model "m": role a, role b, key 1 P may not call it any more'


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), NARROWED),
        (("HEAD",), NARROWED),
        (("HEAD~1",), 'narrowed: model "m": role a, key 1 P may not call it any more'),
        (("HEAD~1", "aidial.config.json"), 'narrowed: model "m": role a, key 1 P may not call it any more'),
        (("aidial.config.json",), NARROWED),
        ((".",), NARROWED),
        (("HEAD~1..",), WIDENED),
        (("side..main",), WIDENED),
        (("main..side",), 'narrowed: model "m": role b may not call it any more'),
        (("main...side",), None),
        (("side...main",), WIDENED),
        (("HEAD:aidial.config.json", "aidial.config.json"), NARROWED),
        (("HEAD:aidial.config.json",), NARROWED),
        (("HEAD~1:aidial.config.json", "HEAD:./aidial.config.json"), WIDENED),
    ],
)
def test_revisions_mean_what_they_mean_in_git(run: Run, arguments: tuple[str, ...], told: str | None) -> None:
    done = run("diff", *arguments)
    assert done.returncode == 0
    assert [line.strip() for line in done.stdout.splitlines() if ": model" in line] == ([told] if told else [])


def test_what_is_not_committed_is_not_left_out_silently(run: Run, repository: Path) -> None:
    note = "Note: what is not committed yet is not compared; dial-lint diff compares that.\n"
    assert run("diff", "HEAD..HEAD").stderr == note
    assert run("diff", "HEAD~1..HEAD~1").stderr == ""
    (repository / "aidial.config.json").write_text(WIDER)
    assert run("diff", "HEAD..HEAD").stderr == ""


def test_a_word_that_names_a_file_is_a_file(run: Run, repository: Path) -> None:
    (repository / "side").write_text(WIDER)
    assert "narrowed" in run("diff", "side", "aidial.config.json").stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("clean.json", "clean.json", "clean.json"),
            "name two configurations, OLD and NEW; commas join the files of one.",
        ),
        (("clean.json",), '"HEAD" is no revision of a git repository here.'),
        (("clean.json", "missing.json"), "Error: missing.json: there is no such file."),
        (("clean.json", "latin.json"), "so Core cannot read the file."),
        (("HEAD:clean.json", "clean.json"), "Error: HEAD:clean.json: there is no such file."),
        (("nowhere..HEAD", "clean.json"), '"nowhere" is no revision of a git repository here.'),
        (("--upload-pack..HEAD", "clean.json"), "No such option"),
    ],
)
def test_what_cannot_be_compared(run: Run, arguments: tuple[str, ...], error: str) -> None:
    done = run("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert error in done.stderr


def test_no_format_shows_a_secret(run: Run, configs: Path) -> None:
    (configs / "rotated.json").write_text(OLD.replace("made-up-secret", "made-up-too"))
    for style in ("text", "json", "markdown"):
        done = run("diff", "old.json", "rotated.json", "--format", style)
        assert "made-up" not in done.stdout
    assert "the key of project P was replaced (key 1 P)" in run("diff", "old.json", "rotated.json").stdout


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607 -- git as it is on the path


MODEL = '"models": {"m": {"endpoint": "http://a/b", "userRoles": ["reader"]}}, "roles": {"reader": {}}'
KEY = '{{{model}, "keys": {{"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {{"project": "A", "role": {role}}}}}}}'


@pytest.mark.parametrize(
    ("role", "settings", "sentence"),
    [
        ("DB-Administrators", "", "key 1 A becomes an administrator"),
        ("eu-Global-Reader", "", "key 1 A becomes a global reader"),
        ("boss", 'admin-roles = ["boss"]', "key 1 A becomes an administrator"),
        ("DB-Administrators", 'admin-roles = ["boss"]', ""),
        ("DB-Administrators", 'core-version = "0.40"', ""),
    ],
)
def test_a_key_that_may_do_more_than_call(run: Run, folder: Path, role: str, settings: str, sentence: str) -> None:
    (folder / "dial-lint.toml").write_text(settings)
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    (folder / "new.json").write_text(KEY.format(model=MODEL, role=json.dumps(role)))
    done = run("diff", "old.json", "new.json", "--fail-on", "widened")
    told = [line for line in done.stdout.splitlines() if "becomes" in line]
    assert told == ([f"  widened: {sentence}"] if sentence else [])
    assert done.returncode == (1 if sentence else 0)
    assert f'    now  new.json:1:165  role "{role}"\n' in done.stdout or not sentence
    back = run("diff", "new.json", "old.json").stdout
    assert ("key 1 A is no longer" in back) is bool(sentence)


def test_a_configuration_that_core_would_refuse_changes_nothing_that_runs(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    (folder / "new.json").write_text(KEY.format(model=MODEL, role='"reader", "colour": 1'))
    refused = "Core would refuse NEW and keep OLD (1 error, first: new.json:1:175)."
    follows = "Nothing changes in what runs; what follows is what would if NEW were mended."
    done = run("diff", "old.json", "new.json", "--fail-on", "any")
    assert (done.returncode, done.stdout) == (1, f"{refused} {follows}\nNo difference in access.\n")
    assert run("diff", "old.json", "new.json").returncode == 0
    core = json.loads(run("diff", "old.json", "new.json", "--format", "json").stdout)["core"]
    first = {"path": "new.json", "line": 1, "column": 175}
    assert core == {"old": {"verdict": "accepts"}, "new": {"verdict": "rejects", "errors": 1, "first": first}}
    assert run("diff", "old.json", "new.json", "--format", "markdown").stdout.startswith("**Core would refuse NEW")
    back = run("diff", "new.json", "old.json", "--fail-on", "any")
    assert (back.returncode, back.stdout.splitlines()[0]) == (
        0,
        "Core would refuse OLD and keep one before it (1 error, first: new.json:1:175).",
    )


@pytest.mark.parametrize("style", ["table", "json", "csv", "markdown"])
def test_access_says_first_what_core_would_refuse_and_who_administrates(run: Run, folder: Path, style: str) -> None:
    (folder / "new.json").write_text(KEY.format(model=MODEL, role='"admin", "colour": 1'))
    done = run("access", "new.json", "--format", style)
    if style == "json":
        report = json.loads(done.stdout)
        assert report["core"]["verdict"] == "rejects"
        assert report["rows"][0]["subject"]["powers"] == ["administrator"]
        return
    first, second = [line for line in (done.stderr + done.stdout).splitlines() if line][:2]
    assert "Core would refuse this configuration and keep the previous one (1 error, first: new" in first
    assert "Administrators of Core, whatever the answers below say: key 1" in second


@pytest.mark.parametrize("style", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("text", ['{"roles": {"a": {}}}', "{}", "", "{", '{"keys": {"k": {}}}'])
def test_access_of_a_configuration_without_anything_to_call(run: Run, folder: Path, style: str, text: str) -> None:
    (folder / "new.json").write_text(text)
    for more in ([], ["--why"]):
        assert run("access", "new.json", "--format", style, *more).returncode == 0
    assert ("Nothing can be called here." in run("access", "new.json", "--format", style).stdout) is (
        style in {"table", "markdown"}
    )
