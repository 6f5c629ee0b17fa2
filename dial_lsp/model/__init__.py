"""The typed config: the merged files as Core would hold them, every value knowing its place."""
