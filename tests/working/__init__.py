"""Tests of the background work: what is reported of it, and by whom."""
