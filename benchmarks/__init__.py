"""Measurements: how fast it is, against limits that were promised."""
