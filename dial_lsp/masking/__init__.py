"""Secrets: the one room that decides whether a text, at its place, is or holds one, and keeps it out of all output.

It decides from values and raw text and needs no tree. ``standing.py`` says where a text stands, ``texts.py`` decides,
``documents.py`` and ``files.py`` apply that to whole texts, ``secrecy.py`` to a project and all that is said of it.
What is kept secret, for whom and why: docs/security.md.
"""
