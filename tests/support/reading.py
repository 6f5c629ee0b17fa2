"""Texts and comparisons the tests of the reader share."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dial_lsp.syntax import Document, Member, Node, parse
from dial_lsp.syntax.tree import nodes
from dial_lsp.text import Source

TOKENS = (
    *'{}[]",:',
    *'{}[]",:',
    '"a"', '"models": {\n', '"m": {"x": 1},\n', "\n", "\n  ", "\n    ", "\r\n", "\r", " ", "1", "-0.5e3", "01", "true",
    "nul", "NaN", "word", "'q'", "//", "// c\n", "/*", "*/", "# c\n", "\\", "\\u00", "\t", "\x00", "\u00a0", "\u2028",
    "\ufeff", "😀", "\ud800", "=", ";", '"x\ny"', '"x\r\ny\nz"', '"x\ny": 1,',
    "\n<<<<<<< a\n", "\n=======\n", "\n||||||| b\n", "\n>>>>>>> c\n",
)  # fmt: skip
"""What text that is nearly JSON is made of."""

nearly_json = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)

LINES = """{
  // Made up.
  "models": {
    "large": {
      "type": "chat", /* kind */
      "endpoint": "http://large.example/*not a comment*/",
      "upstreams": [
        {"endpoint": "http://a.example", "key": "k1"},
        {
          "endpoint": "http://b.example"
        }
      ]
    },
    "small": {"x": 1}, "tiny": {"y": 2},
    /* lead */ "odd": {
      "z": null
    }
  },
  "globalInterceptors": ["a", "b"],
  "keys": {},
  "roles": {
    "default": {
      "limits": {
        "large": {"minute": 100, "day": 1.5}
      }
    },
    "admin": {}
  }
}
"""
SEEDS = {
    "lines": LINES,
    "windows": LINES.replace("\n", "\r\n"),
    "old mac": LINES.replace("\n", "\r"),
    "minified": '{"models":{"a":{"x":1,"l":[1,2]},"b":{"y":"s"}},"keys":{"k":{}},"loc":"en"}',
    "one line": (
        '{"models":{"a":{"endpoint":"http://a/b","types":["text/*","a/*"],"upstreams":[{"key":"it\'s"},{"n":1}]},'
        '"b":{"endpoint":"http://b","limits":{"x":{"day":1}}},"c":{"note":"see \\"c\\", #1"}},/* lead */'
        '"roles":{"r":{"l":{}},"s":{"l":{"a":{"day":1},"b":{"day":2}}}},"globalInterceptors":["a"],"keys":{"k":{"role":"r"},"l":{"role":"s"}}}'
    ),
    "indented oddly": LINES.replace('    "admin"', '"admin"').replace('      "type"', ' "type"'),
    "not indented": '{\n"a": {\n"b": {\n"x": 1\n}\n},\n"c": 1\n}\n',
    "braces below": '{\n  "a":\n  {\n    "b":\n    {\n      "x": 1\n    }\n  }\n}\n',
    "commas first": '{\n  "a": {\n    "x": {}\n  , "y": {}\n  }\n, "b": {}\n}\n',
    "fragment": '"keys": {"a": {}}, "roles": {}',
    "byte order mark": '\ufeff{\n  "a": {\n    "x": {}\n  }\n}',
    "conflict": LINES.replace('    "admin": {}', '<<<<<<< a\n    "admin": {}\n=======\n    {\n>>>>>>> b'),
    "small": '{\n  "a": {\n  }\n}\n',
    "empty": "",
}


def described(document: Document) -> list[Any]:
    """All a document says, in a form that can be compared."""
    said: list[Any] = [document.root_kind, document.trailing, document.problems, document.comments, document.is_json]
    for section in document.sections:
        spans = [document.section_span(section, part) for part in ("key", "value", "member")]
        said.append((section.name, section.kind, *spans))
        for entry in section.entries:
            place = document.offset_of(entry)
            said.append((entry.name, repr(entry.value), entry.text, entry.problems, entry.comments, place))
            if entry.problems:
                # The tree of any other entry follows from its text.
                said.append([described_part(part) for part in nodes(entry.tree)])
    return said


def described_part(part: Member | Node) -> tuple[Any, ...]:
    says = part.colon if isinstance(part, Member) else repr(part.value)
    return type(part).__name__, part.start, part.end, part.problems, says


def read(text: str) -> Document:
    """The document of a text."""
    return parse(Source("config.json", text))
