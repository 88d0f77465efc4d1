"""Replaying (合规回放): the views as they were, and how they came to be.

asof.py    one case at a cut-off, for the API
cases.py   which cases: by code, by a stretch of the log
cuts.py    which position a moment means
county.py  every view of the whole county at a position, in tables of their own
told.py    one case's life step by step, and what changed between two points, in words
"""
