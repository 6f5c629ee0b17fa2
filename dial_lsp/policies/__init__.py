"""Policies: what must hold of a configuration, in a file of its own, and whether it does.

`reading` makes policies of ``dial-policy.toml``, `selectors` says whom and what they are about, `statements` and
`invariants` find what breaks them in the relation of `dial_lsp.access`, and `running` puts it together.
"""
