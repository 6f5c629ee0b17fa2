"""Regular expressions of Java: what `java.util.regex` compiles, what two patterns have in common, what one costs.

Nothing here knows DIAL or runs a pattern. `pattern` is the door.
"""
