"""Tests of the ledger in PostgreSQL: its tables, the checkpointer, proofs and tiles served."""
