"""Tests of the transparency ledger: tree, tiles, notes, checkpoints, signer."""
