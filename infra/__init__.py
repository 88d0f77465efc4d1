"""Everything that touches the world: store, ledger, vault, database, identity, HTTP, CLI."""
