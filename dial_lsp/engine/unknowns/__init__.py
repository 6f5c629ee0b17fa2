"""Findings that stand on what nobody knows yet: values that a chart or a script fills into a configuration in YAML.

A value that is a placeholder is neither right nor wrong. Where code makes members come and go, commas around it say
nothing, and names that are not there now may be there later. A finding is left out if what is filled in can make it go
away; what an entry rule rests on is found out by watching it (``watching.py``), what a rule about the whole config
rests on by what it has read.
"""

from dial_lsp.engine.unknowns.holding import Unknowns

__all__ = ["Unknowns"]
