"""Upstreams: weights, tiers, attempts, identity and extra data."""
