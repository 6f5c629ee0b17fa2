"""Toolsets: how users sign in, and what is passed on."""
