"""Prices of models, and limits of spending."""
