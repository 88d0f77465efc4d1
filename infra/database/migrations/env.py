"""What Alembic runs for every migration: our connection, our version table, one transaction."""

from alembic import context

from infra.database.migrations import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    version_table_schema=context.config.attributes["schema"],
)
# The caller has opened the transaction and took the lock; it also commits.
context.run_migrations()
