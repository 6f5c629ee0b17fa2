"""Deployments: their urls, what they say of themselves, what they send."""
