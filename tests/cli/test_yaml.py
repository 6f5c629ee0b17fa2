"""The command on Helm values and manifests."""

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

VALUES = """core:
  secrets:
    aidial.config.json: |
      {
        "models": {
          "gpt-4": {"type": "chat", "endpoint": "http://a.svc/v1/chat/completions", "userRoles": ["a"]}
        },
        "roles": {"a": {}}
      }
"""
TWO = VALUES.replace("core:", "core-eu:") + VALUES.replace("core:", "core-us:").replace('"a"', '"b"')
OVERLAY = '{"models": {"gpt-4": {"userRoles": ["b"]}}, "roles": {"b": {}}}'


@pytest.fixture
def folder(folder: Path) -> Path:
    (folder / "values.yaml").write_text(VALUES)
    (folder / "two.yaml").write_text(TWO)
    (folder / "none.yaml").write_text("replicas: 1\n")
    (folder / "overlay.json").write_text(OVERLAY)
    return folder


def test_a_file_without_configuration_is_not_read(run: Run) -> None:
    done = run("check", "none.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'Error: none.yaml: it holds no configuration of DIAL Core, such as a text named "aidial.config.json".\n'
    )


@pytest.mark.parametrize("command", ["access", "render"])
def test_one_configuration_must_be_chosen_where_there_are_two(run: Run, command: str) -> None:
    done = run(command, "two.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'Error: two.yaml: it holds 2 configurations: core-eu.secrets."aidial.config.json", '
        'core-us.secrets."aidial.config.json"; choose one, as two.yaml#core-eu.\n'
    )
    assert run(command, "two.yaml#core-us").returncode == 0


def test_a_choice_that_is_not_there_is_told(run: Run) -> None:
    done = run("check", "two.yaml#core-cn")
    assert done.returncode == 2
    assert "no configuration in it is named core-cn; there is core-eu.secrets" in done.stderr


def test_both_configurations_of_a_file_are_checked(run: Run, folder: Path) -> None:
    (folder / "two.yaml").write_text(TWO.replace('["a"]', '["a",]').replace('["b"]', '["b",]'))
    done = run("check", "two.yaml", "--format=concise")
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stdout.splitlines()[:2]] == ["two.yaml:6:102", "two.yaml:15:102"]


def test_yaml_and_json_make_one_configuration(run: Run) -> None:
    done = run("render", "--merge", "values.yaml", "overlay.json", "--origin")
    assert done.returncode == 0
    assert '"userRoles": [  // values.yaml:6, overlay.json:1' in done.stdout


def test_what_differs_between_two_installations_is_told(run: Run) -> None:
    done = run("diff", "two.yaml#core-eu", "two.yaml#core-us", "--fail-on=any")
    assert done.returncode == 1
    assert 'role "a" is named "b" now' in done.stdout


def test_revisions_of_values_are_compared(run: Run, folder: Path) -> None:
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com")
    for arguments in (("init", "-q"), ("add", "values.yaml"), ("commit", "-qm", "first")):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    (folder / "values.yaml").write_text(VALUES.replace('"a"', '"b"'))
    subprocess.run([*git, "commit", "-qam", "second"], cwd=folder, check=True)
    done = run("diff", "HEAD~1..HEAD", "values.yaml", "--fail-on=any")
    assert (done.returncode, done.stderr) == (1, "")
    assert 'role "a" is named "b" now' in done.stdout


def test_what_helm_prints_can_be_piped(run: Run) -> None:
    done = run("check", "-", "--format=concise", stdin="---\n# Source: dial\n" + VALUES.replace('["a"]', '["a",]'))
    assert done.returncode == 1
    assert done.stdout.startswith("-:8:102 error[trailing-comma]")


LAID_OUT = """core:
  secrets:
    aidial.config.json: |
      {
        "roles": {
          "a": {}
        }
      }
  more: 1
"""


def test_a_block_is_laid_out_within_its_file(run: Run, folder: Path) -> None:
    file = folder / "values.yaml"
    file.write_text(LAID_OUT.replace('    "a": {}', '"a":{}'))
    assert run("format", "--check", "values.yaml").returncode == 1
    assert run("format", "values.yaml").returncode == 0
    assert file.read_text() == LAID_OUT
    assert run("format", "--check", "values.yaml").returncode == 0


@pytest.mark.parametrize("comments", [True, False])
def test_findings_are_hidden_in_the_block_or_in_the_settings(run: Run, folder: Path, *, comments: bool) -> None:
    (folder / "dial-lint.toml").write_text("comments = true\n" if comments else "")
    (folder / "values.yaml").write_text(VALUES.replace('"userRoles"', '"colour": 1, "userRoles"'))
    done = run("check", "values.yaml", "--allow-refused", "--add-ignores=until May")
    assert done.returncode == 0
    comment = "          // dial-lint: ignore[unknown-field] until May\n"
    assert (comment in (folder / "values.yaml").read_text()) is comments
    assert ('path = "values.yaml"' in (folder / "dial-lint.toml").read_text()) is not comments


def test_a_new_entry_gets_the_indentation_of_its_block(run: Run, folder: Path) -> None:
    (folder / "values.yaml").write_text(VALUES.replace('["a"]', '["c"]'))
    assert run("check", "values.yaml", "--fix=undeclared-role").returncode == 0
    text = (folder / "values.yaml").read_text()
    assert text.endswith('        "roles": {"a": {}, "c": {"limits": {}}}\n      }\n')


def test_a_settings_file_may_choose_a_configuration(run: Run, folder: Path) -> None:
    (folder / "dial-lint.toml").write_text('files = ["two.yaml#core-us", "overlay.json"]\n')
    done = run("check", "--format=json")
    assert done.returncode == 0
    assert '"paths": [\n        "two.yaml",\n        "overlay.json"\n      ]' in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "sealed.yaml",
            "kind: SealedSecret\nspec:\n  encryptedData:\n    aidial.config.json: AgBy3i4OJSWK\n",
            (
                "it is a SealedSecret, which only its cluster can decrypt; check the Secret before it is sealed:"
                " kubeseal reads the same file"
            ),
        ),
        (
            "sops.yaml",
            "stringData:\n  aidial.config.json: ENC[AES256_GCM,data:abc=,type:str]\nsops:\n  version: 3.8.1\n",
            "it is encrypted with SOPS; check what it holds: sops -d FILE | dial-lint -",
        ),
        (
            "kustomization.yaml",
            "secretGenerator:\n- name: dial\n  files:\n  - settings.json\n",
            "it is a kustomization, which names files; check those, or what it builds: kustomize build . | dial-lint -",
        ),
        (
            "main.tf",
            'resource "kubernetes_secret" "d" {\n  data = { "aidial.config.json" = jsonencode({ roles = {} }) }\n}\n',
            (
                "Terraform is not read; keep the configuration in a file of its own that Terraform reads with file(),"
                " or check what is deployed: kubectl get secret NAME -o yaml | dial-lint -"
            ),
        ),
    ],
)
def test_what_cannot_be_read_says_what_to_do(run: Run, folder: Path, name: str, text: str, reason: str) -> None:
    (folder / name).write_text(text)
    done = run("check", name)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Error: {name}: {reason}.\n")


def test_a_stream_says_which_resource_a_finding_is_in(run: Run, folder: Path) -> None:
    (folder / "stream.yaml").write_text(
        "kind: Secret\napiVersion: v1\nmetadata: {name: dial}\nstringData:\n"
        '  aidial.config.json: |\n    {"roles": {"a": 5}}\n'
    )
    done = run("check", "stream.yaml", "--format", "json")
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert (found["path"], found["part"]) == ("stream.yaml", 'Secret/dial stringData."aidial.config.json"')
    told = run("check", "stream.yaml", "--format", "concise").stdout
    assert told.startswith("stream.yaml:6:21 error[unreadable-value/type] ")
    assert "(in Secret/dial)\n" in told
