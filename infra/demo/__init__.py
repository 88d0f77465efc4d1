"""The demo county (云溪县): invented people and places, made by commands like any other."""
