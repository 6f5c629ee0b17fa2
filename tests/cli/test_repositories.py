"""``dial-lint diff`` in repositories as they are: several configurations, new ones, some that are moved or gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.repositories import CONFIG, WIDER, Repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

EU, US = "eu/aidial.config.json", "us/aidial.config.json"
OTHER = CONFIG.replace('"m"', '"other-model"').replace('"a"', '"reader"').replace("k8Zr1yB0", "q7Wn5tG8")
WIDENED = 'widened: model "m": role b may call it'


@pytest.fixture
def repository(folder: Path) -> Repository:
    for file in folder.iterdir():
        file.unlink()
    found = Repository(folder)
    found.commit({EU: CONFIG, US: OTHER, "README.md": "about"})
    return found


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith(" ") and ":" not in line.split(" ")[0]]


def test_all_configurations_are_compared(repository: Repository, run: Run) -> None:
    assert run("diff").stdout == (
        "No difference in access of 2 configurations: eu/aidial.config.json, us/aidial.config.json.\n"
    )
    repository.write({EU: WIDER})
    done = run("diff", "--fail-on", "widened")
    assert (done.returncode, done.stderr) == (1, "")
    assert headings(done.stdout) == [
        "eu/aidial.config.json",
        "1 change; access is widened.",
        "No difference in access of 1 configuration: us/aidial.config.json.",
    ]
    assert WIDENED in done.stdout


def test_a_moved_configuration_is_the_same(repository: Repository, run: Run) -> None:
    repository.git("mv", "eu", "europe")
    assert headings(run("diff").stdout)[:2] == [
        "europe/aidial.config.json (before: eu/aidial.config.json)",
        "No difference in access.",
    ]
    repository.commit({"europe/aidial.config.json": WIDER})
    for arguments in (("HEAD~1..HEAD",), ("HEAD~1",), ("HEAD~1", "europe/aidial.config.json")):
        told = run("diff", *arguments).stdout
        assert "europe/aidial.config.json (before: eu/aidial.config.json)" in told
        assert [line.strip() for line in told.splitlines() if ": model" in line] == [WIDENED]


def test_a_configuration_that_is_gone_takes_away_all(repository: Repository, run: Run) -> None:
    repository.commit({EU: None})
    for arguments in (("HEAD~1",), ("HEAD~1..HEAD",), ("HEAD~1", EU)):
        done = run("diff", *arguments, "--fail-on", "narrowed")
        assert (done.returncode, done.stderr) == (1, "")
        assert headings(done.stdout)[0] == "eu/aidial.config.json (gone)"
        assert 'narrowed: model "m": role a may not call it any more' in done.stdout
    assert run("diff").stdout == "No difference in access.\n"


def test_a_new_configuration_opens_what_it_opens(repository: Repository, run: Run) -> None:
    repository.commit({"asia/aidial.config.json": CONFIG.replace('"m"', '"n"')})
    for arguments in (("HEAD~1",), ("HEAD~1..HEAD",), ("HEAD~1", "asia/aidial.config.json")):
        done = run("diff", *arguments, "--fail-on", "widened")
        assert done.returncode == 1
        assert headings(done.stdout)[0] == "asia/aidial.config.json (new)"
    assert 'widened: model "n": role a may call it' in done.stdout


def test_the_last_configuration_may_go(repository: Repository, run: Run) -> None:
    repository.commit({EU: None, US: None})
    done = run("diff", "HEAD~1", "--fail-on", "narrowed")
    assert done.returncode == 1
    assert headings(done.stdout)[0] == "eu/aidial.config.json (gone)"
    nothing = run("diff", "HEAD")
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert "nothing to check: there is no aidial.config.json here or below" in nothing.stderr


def test_a_second_file_of_a_configuration_is_a_change_of_it(repository: Repository, run: Run) -> None:
    settings = 'files = ["aidial.config.json"]\n'
    repository.commit({"eu/dial-lint.toml": settings})
    more = {"roles": {"b": {}}, "keys": {"c7Nw2eR9tY4uI6oP1aS3dF5gH8jK0l": {"project": "Q", "role": "a"}}}
    listed = settings.replace("]", ', "more.json"]')
    repository.commit({"eu/more.json": json.dumps(more), "eu/dial-lint.toml": listed})
    told = run("diff", "HEAD~1").stdout
    assert "eu/aidial.config.json, eu/more.json (before: eu/aidial.config.json)" in told
    assert "widened: key 2 Q appears" in told
    assert 'eu/dial-lint.toml:1: files: "aidial.config.json" -> "aidial.config.json", "more.json"' in told


def test_a_subfolder_sees_its_own(repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write({EU: WIDER})
    monkeypatch.setattr(repository, "folder", repository.folder)
    done = run("diff", "HEAD", "eu")
    assert headings(done.stdout) == ["1 change; access is widened."]
    assert f"HEAD:{EU}:3:" in done.stdout
    assert run("diff", "HEAD", "us").stdout == "No difference in access.\n"


def test_several_files_are_several_configurations_unless_they_are_merged(repository: Repository, run: Run) -> None:
    repository.write({EU: WIDER})
    assert headings(run("diff", "HEAD", EU, US).stdout)[0] == EU
    merged = run("diff", "HEAD", "--merge", EU, US)
    assert headings(merged.stdout) == ["1 change; access is widened."]


def test_all_configurations_of_a_yaml_file(repository: Repository, run: Run) -> None:
    values = "\n".join(
        f"core-{name}:\n  secrets:\n    aidial.config.json: |\n"
        + "".join(f"      {line}\n" for line in CONFIG.splitlines())
        for name in ("eu", "us")
    )
    repository.commit({EU: None, US: None, "values.yaml": values})
    at = values.rindex('["a"]')
    repository.write({"values.yaml": values[:at] + '["a", "b"]' + values[at + 5 :]})
    told = headings(run("diff").stdout)
    assert told[0].startswith("values.yaml#core-us")
    assert told[-1].startswith("No difference in access of 1 configuration: values.yaml#core-eu")


def test_revisions_are_read_without_what_is_there_now(repository: Repository, run: Run) -> None:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit({EU: WIDER, "asia/aidial.config.json": CONFIG})
    repository.git("checkout", "--quiet", "main")
    told = run("diff", "main...side").stdout
    assert headings(told)[0] == "asia/aidial.config.json (new)"
    assert f"side:{EU}:3:" in told


def test_what_is_damaged_does_not_keep_others_from_being_compared(repository: Repository, run: Run) -> None:
    repository.write({EU: WIDER})
    (repository.folder / US).write_bytes(b'{"defaultLocale": "caf\xe9"}')
    done = run("diff")
    assert done.returncode == 2
    assert "us/aidial.config.json" in done.stderr
    assert WIDENED in done.stdout


def test_machines_get_one_object_for_each_configuration(repository: Repository, run: Run) -> None:
    repository.write({EU: WIDER})
    found = json.loads(run("diff", "--format", "json").stdout)
    assert [(one["files"]["new"], one["effect"]) for one in found] == [([EU], "widens"), ([US], "neutral")]
    assert json.loads(run("diff", "HEAD", EU, "--format", "json").stdout)["files"] == {"old": [EU], "new": [EU]}


def test_reports_go_to_files(repository: Repository, run: Run) -> None:
    repository.write({EU: WIDER})
    done = run("diff", "--format", "markdown=d.md", "--format", "html=d.html", "--format", "text")
    assert WIDENED in done.stdout
    assert "### `eu/aidial.config.json`" in (repository.folder / "d.md").read_text()
    assert '"title":"eu/aidial.config.json"' in (repository.folder / "d.html").read_text()
    assert "there is no format" in run("diff", "--format", "markdwon").stderr


def test_paths_in_a_comment_count_from_the_root(repository: Repository, run: Run) -> None:
    repository.write({EU: WIDER})
    (repository.folder / "clean.json").write_text("{}")
    told = run("diff", "--format", "markdown", folder="eu").stdout
    assert f"`{EU}:3:" in told
    assert f"`HEAD:{EU}:3:" in told
    assert "aidial.config.json:3:" in run("diff", folder="eu").stdout


@pytest.mark.parametrize(("count", "most"), [(3, 4000), (20, 4000), (3, 65536), (150, 65536)])
def test_markdown_keeps_to_the_length_it_is_given(repository: Repository, run: Run, count: int, most: int) -> None:
    models = {f"model-{at}": {"endpoint": f"http://h{at}/v1", "userRoles": ["a", "b", "c"]} for at in range(count)}
    config = json.loads(CONFIG)
    repository.commit({EU: json.dumps({**config, "models": models}), US: json.dumps({**config, "models": models})})
    moved = {
        name: {**model, "endpoint": f"http://other-{name}/v1", "userRoles": ["b"]} for name, model in models.items()
    }
    text = json.dumps({**config, "models": moved})
    repository.write({EU: text, US: text})
    told = run("diff", "--format", "markdown", "--max-length", str(most)).stdout
    assert len(told) <= most
    assert told.count("### `") == 2
    assert ("not shown; dial-lint diff shows all." in told) == (count > 3 or most < 65536)
    assert "not shown" not in run("diff", "--format", "markdown", "--max-length", "0").stdout


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("HEAD", "nothing.json"), "there is no nothing.json, neither here nor in HEAD."),
        (("nowhere",), 'there is no file "nowhere"; "nowhere" is no revision of the git repository here.'),
        (("nowhere",), "fetch it first (git fetch)."),
        (("HEAD", "nothing.json", EU), "there is no nothing.json, neither here nor in HEAD."),
        (("HEAD:eu", EU), '"HEAD:eu" is a folder; name a file in it.'),
        (
            ("nowhere:aidial.config.json", "aidial.config.json"),
            'there is no file "nowhere:aidial.config.json"; "nowhere"',
        ),
        (("HEAD", "../elsewhere.json"), '"../elsewhere.json" lies outside of the git repository here.'),
    ],
)
def test_what_cannot_be_compared(repository: Repository, run: Run, arguments: tuple[str, ...], error: str) -> None:
    assert repository.folder.exists()
    done = run("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert error in done.stderr


def test_a_submodule_is_compared_with_the_commit_that_is_recorded(
    repository: Repository, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    inner = Repository(tmp_path_factory.mktemp("inner"))
    inner.commit({"aidial.config.json": CONFIG})
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.folder), "mod")
    repository.git("commit", "--quiet", "-m", "submodule")
    assert "No difference in access of 3 configurations" in run("diff").stdout
    repository.write({"mod/aidial.config.json": WIDER})
    told = run("diff").stdout
    assert told.splitlines()[0] == "mod/aidial.config.json"
    assert 'widened: model "m": role b may call it' in told
    assert "HEAD:mod/aidial.config.json:3:" in told


def test_a_link_of_a_revision_leads_nowhere_else(
    repository: Repository, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("out") / "MARKED.json"
    secret.write_text('{"models": {"MARKED": {}}}')
    (repository.folder / "asia").symlink_to(secret.parent)
    (repository.folder / "eu" / "aidial.config.json").unlink()
    (repository.folder / "eu" / "aidial.config.json").symlink_to(secret)
    repository.commit({})
    repository.git("rm", "--quiet", "-r", "eu", "asia")
    for arguments in (("HEAD",), ("HEAD", EU), ("HEAD~1..HEAD",), ("HEAD~1..HEAD", EU)):
        done = run("diff", *arguments)
        assert "MARKED" not in done.stdout + done.stderr


def test_nothing_is_left_behind(
    repository: Repository, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(made))
    run("diff", "HEAD..HEAD")
    run("diff", "HEAD..HEAD", "--judge-by", "nowhere")
    assert repository.folder.exists()
    assert list(made.iterdir()) == []


@pytest.mark.parametrize("arguments", [("diff", "HEAD~1"), ("--judge-by", "HEAD~1"), ("diff", "HEAD~1..HEAD")])
def test_a_shallow_clone_says_that_it_is_one(repository: Repository, run: Run, arguments: tuple[str, ...]) -> None:
    repository.commit({EU: WIDER})
    (repository.folder / ".git" / "shallow").write_text(repository.git("rev-parse", "HEAD") + "\n")
    done = run(*arguments)
    assert done.returncode == 2
    assert "This clone is shallow: fetch more, as with fetch-depth: 0 or git fetch --unshallow." in done.stderr
