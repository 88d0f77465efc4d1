"""The event store: how events become bytes, rows and lines, and how they are appended and read."""
