"""The transparency ledger (透明账本): proof that no event was lost, altered or slipped in later.

Read in this order: `merkle` (the tree), `tiles` (how it is stored), `note` and `checkpoint`
(what is signed), `suite` (which hash and signature), `signer` (who signs, and when he refuses).
"""
