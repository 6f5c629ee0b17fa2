"""The engine: from a configuration and the rules to findings with their places, fixes and severities.

`analysis.Analysis` is the door: it runs the rules once for one state of the files, and hands out what later states can
take over.
"""
