"""Exports of DIAL's analytics: plain, annotated, with columns of other names, and what is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dial_lsp.usage.records import Call, UsageError, read_calls

AT = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
PLAIN = """\ufefftime,project_id,deployment,model,parent_deployment,price,prompt_tokens,completion_tokens
2026-10-01T12:00:00+02:00,Reports,gpt-4,gpt-4-0613,undefined,0.1,1000,200
1790848800000,Reports,gpt-4,gpt-4-0613,helper,0.1,5,
1790848800,undefined,undefined,mini,,,x,-7
never,Reports,mini,mini,undefined,,1e3,0
"""
ANNOTATED = """#group,false,false,true,true,false,false,true,true,true
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
#default,_result,,,,,,,,
,result,table,_start,_stop,_time,_value,_field,project_id,deployment
,,0,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-01T10:00:00Z,1000,prompt_tokens,Reports,gpt-4

#group,false,false,true,true,false,false,true,true,true
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
#default,_result,,,,,,,,
,result,table,_start,_stop,_time,_value,_field,deployment,project_id
,,1,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-01T10:00:00Z,0.5,price,mini,Reports
"""


def test_a_plain_export_has_a_line_a_call() -> None:
    assert read_calls(PLAIN, {}) == (
        Call("Reports", "gpt-4", "", AT, 1200),
        Call("Reports", "gpt-4", "helper", AT, 5),
        Call("", "mini", "", AT, 0),
        Call("Reports", "mini", "", None, 1000),
    )


def test_an_annotated_export_has_a_line_a_field() -> None:
    assert read_calls(ANNOTATED, {}) == (
        Call("Reports", "gpt-4", "", AT, 1000),
        Call("Reports", "mini", "", AT, 0),
    )


def test_columns_may_have_other_names() -> None:
    text = "team,what\nReports,gpt-4\n"
    assert read_calls(text, {"project_id": "team", "deployment": "what"}) == (Call("Reports", "gpt-4", "", None, 0),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "line 1: there is no column project_id, only a, b; name it with --column"),
        ("#x\n\nproject_id\n", "line 3: there is no column deployment, only project_id; name it with --column"),
        ('project_id,deployment\n"' + "x" * 200_000, "line 2: field larger than field limit (131072)"),
    ],
)
def test_what_is_no_export_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        read_calls(text, {})
    assert str(error.value) == said
