"""The database: running PostgreSQL, connecting to it and bringing its schema up to date."""
