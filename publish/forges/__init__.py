"""Showing reports of dial-lint where people read changes: pull requests of GitHub, merge requests of GitLab.

It is no part of dial-lint, which never uses a network. It needs nothing but Python's own modules.
"""
