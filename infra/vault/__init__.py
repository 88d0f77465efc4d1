"""The vault: identities and the keys that seal what may name people (architecture.md §6)."""
