"""Why can, or cannot, somebody call something: by the command, by a lens and by a link in a hover."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from tests.server.raw import RawClient, running

if TYPE_CHECKING:
    from collections.abc import Iterator

URI = "file:///nowhere/aidial.config.json"
TEXT = """{
  "models": {"small": {"type": "chat", "endpoint": "http://adapter/small", "userRoles": ["lead"]}},
  "roles": {"staff": {}, "lead": {"limits": {"small": {"day": 5}}}, "default": {}},
  "keys": {"b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE": {"project": "search", "role": "staff"}}
}
"""
YAML = "core:\n  aidial.config.json: |\n" + "".join(f"    {line}\n" for line in TEXT.splitlines())
KEY, LEAD, SMALL = 'key 1 (project "search")', 'a caller with role "lead"', 'model "small"'
SHOWS = {"textDocument": {"codeLens": {}, "hover": {"contentFormat": ["markdown"]}}}
ASKS = {**SHOWS, "experimental": {"dialLintCommands": ["dial-lint.why"]}}
EVERYBODY = [KEY, 'a caller with role "lead"', 'a caller with role "staff"', 'a caller with role "default"',
             "any authenticated caller"]  # fmt: skip


@pytest.fixture
def client() -> Iterator[RawClient]:
    with running() as (client, _):
        client.start(**ASKS)
        yield client


def test_the_chain_is_told_with_its_places(client: RawClient) -> None:
    client.open(URI, TEXT)
    told = why(client, {"caller": KEY, "object": SMALL})
    steps = [(step["message"], step["place"], step["location"]["range"]["start"]) for step in told["steps"]]
    assert (told["answer"], told["reaches"]) == (f'Key 1 (project "search") may not call {SMALL}', False)
    assert steps == [
        (f'{KEY} has "staff" only', f"{URI[7:]}:4:78", {"line": 3, "character": 77}),
        (f'{SMALL} admits "lead" only', f"{URI[7:]}:2:89", {"line": 1, "character": 88}),
    ]
    assert all(step[1] in told["text"] for step in steps)
    granted = why(client, {"caller": LEAD, "object": SMALL})
    assert (granted["answer"], granted["reaches"]) == (
        f'A caller with role "lead" may call {SMALL}, 5 tokens a day',
        True,
    )


def test_an_incomplete_question_is_answered_with_what_there_is_to_choose_from(client: RawClient) -> None:
    client.open(URI, TEXT)
    told = why(client, None)
    assert sorted(told["callers"]) == sorted(EVERYBODY)
    assert (told["objects"], told["caller"], told["object"]) == ([SMALL], None, None)
    assert why(client, {"object": SMALL})["object"] == SMALL


@pytest.mark.parametrize(
    ("word", "caller", "found"),
    [
        ('"small": {"type"', None, SMALL),
        ('"search"', KEY, None),
        ('"staff": {}', 'a caller with role "staff"', None),
        ('"roles"', None, None),
    ],
)
def test_a_place_says_whom_or_what_it_is_about(
    client: RawClient, word: str, caller: str | None, found: str | None
) -> None:
    for uri, text, language in ((URI, TEXT, "json"), ("file:///nowhere/values.yaml", YAML, "yaml")):
        client.open(uri, text, language)
        told = why(client, {"position": position(text, word)}, uri)
        assert (told["caller"], told["object"]) == (caller, found)


@pytest.mark.parametrize("word", ['"lead"]', '"small": {"day"'])
def test_a_role_where_it_meets_a_model_is_a_whole_question(client: RawClient, word: str) -> None:
    client.open(URI, TEXT)
    told = why(client, {"position": position(TEXT, word)})
    assert (told["caller"], told["object"]) == (LEAD, SMALL)


def test_damaged_text_is_answered_as_far_as_it_goes(client: RawClient) -> None:
    client.open(URI, TEXT.replace('"day": 5}}}', '"day": 5}}'))
    assert why(client, {"caller": LEAD, "object": SMALL})["reaches"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ({"caller": "key 7"}, "no such caller"),
        ({"object": 'model "x"'}, "no such thing to call"),
        ({"caller": 5}, "no such caller"),
        ({"position": "here"}, "a position in the file"),
        ("why", "an object with caller and object"),
    ],
)
def test_a_wrong_question_is_refused(client: RawClient, question: Any, reason: str) -> None:
    client.open(URI, TEXT)
    assert reason in why(client, question)


def test_where_nothing_can_be_called_it_is_said(client: RawClient) -> None:
    client.open(URI, '{"roles": {}}')
    assert why(client, None) == "nothing can be called here"


def test_a_lens_and_a_hover_lead_to_the_question(client: RawClient) -> None:
    client.open(URI, TEXT)
    lenses = client.request("textDocument/codeLens", textDocument={"uri": URI})["result"]
    commands = [client.request("codeLens/resolve", **lens)["result"]["command"] for lens in lenses]
    asking = [one for one in commands if one["command"] == "dial-lint.why"]
    assert len(asking) * 2 == len(commands)
    assert why(client, *asking[0]["arguments"][1:])["object"] == SMALL
    at = position(TEXT, '"lead"]')
    text = client.request("textDocument/hover", textDocument={"uri": URI}, position=at)["result"]["contents"]["value"]
    assert f"([aidial.config.json:2](<{URI}#L2,90>))" in text
    link = text.partition("](<command:dial-lint.why?")[2].partition(">)")[0]
    uri, question = json.loads(unquote(link))
    assert why(client, question, uri)["object"] == SMALL


def test_a_client_that_does_not_show_the_answer_is_not_offered_the_question() -> None:
    with running() as (client, _):
        client.start(**SHOWS)
        client.open(URI, TEXT)
        lenses = client.request("textDocument/codeLens", textDocument={"uri": URI})["result"]
        assert len(lenses) == 5
        at = position(TEXT, '"lead"]')
        hover = client.request("textDocument/hover", textDocument={"uri": URI}, position=at)["result"]
        assert "command:" not in hover["contents"]["value"]


def test_no_secret_is_told(client: RawClient) -> None:
    client.open(URI, TEXT.replace('"search"', '"b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE"'))
    assert "b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE" not in json.dumps(why(client, None))


def why(client: RawClient, question: Any, uri: str = URI) -> Any:
    """The answer to the command, or its error."""
    told = client.request("workspace/executeCommand", command="dial-lint.why", arguments=[uri, question])
    return told["result"] if "result" in told else told["error"]["message"]


def position(text: str, word: str) -> dict[str, int]:
    """Where a word begins, behind its first quote."""
    before = text[: text.index(word) + 1].split("\n")
    return {"line": len(before) - 1, "character": len(before[-1])}
