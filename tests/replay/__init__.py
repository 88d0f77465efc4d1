"""Replays: the views as they were, and what changed since."""
