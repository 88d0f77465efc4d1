"""Read models in PostgreSQL: how projections become tables, are kept up to date, and are asked."""
