"""What the server knows of a project lies in its session, and goes with it."""

from __future__ import annotations

import asyncio
import gc
import re
from pathlib import Path
from weakref import ref

import pytest
from lsprotocol import types

from dial_lsp.server.diagnosing import Reports
from dial_lsp.server.work import Work
from dial_lsp.server.workspace import Workspace

SERVER = Path(__file__).parent.parent.parent / "dial_lsp" / "server"
URI = "untitled:aidial.config.json"


def opened() -> Workspace:
    workspace = Workspace()
    workspace.open(types.TextDocumentItem(URI, "json", 1, '{"models": {"m": {"type": 1}}}'))
    return workspace


def test_nothing_else_keeps_something_for_each_project() -> None:
    keyed = re.compile(r"[dD]ict(?:ionary)?\[(?:ProjectSession|Project),")
    assert [path.name for path in SERVER.glob("*.py") if keyed.search(path.read_text(encoding="utf-8"))] == []


def test_a_project_that_is_closed_is_let_go_with_all_that_was_told_of_it() -> None:
    workspace = opened()
    [session] = workspace.sessions.open
    reports = Reports(workspace)
    assert reports.of(session)
    known = ref(session), ref(session.analyses[0])
    del session
    workspace.close(URI)
    gc.collect()
    assert [each() for each in known] == [None, None]


def test_what_is_read_anew_and_is_the_same_keeps_its_session() -> None:
    workspace = opened()
    before = workspace.sessions.open
    workspace.sessions.reload(from_disk=True)
    assert workspace.sessions.open == before
    workspace.sessions.forget()
    workspace.sessions.reload()
    assert workspace.sessions.open != before


@pytest.mark.asyncio
async def test_work_goes_on_once_and_then_anew() -> None:
    work, done = Work(), []

    async def do() -> None:
        await asyncio.sleep(0)
        done.append(work.is_going_on)

    assert work.begin(do) is work.begin(do)
    await work.begin(do)
    assert (done, work.is_going_on) == ([True], False)
    await work.begin(do)
    assert done == [True, True]


@pytest.mark.asyncio
async def test_work_that_is_begun_is_not_put_off_any_more() -> None:
    work, done, later = Work(), [], asyncio.Event()

    async def do() -> None:
        done.append("begun")

    work.put_off(0, lambda: done.append("put off twice"))
    work.put_off(0, lambda: done.append("put off, then begun"))
    await work.begin(do)
    work.put_off(0, later.set)
    await later.wait()
    assert done == ["begun"]
