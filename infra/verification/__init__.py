"""Verification (核验): what `liuhen verify` recomputes from the stored rows, trusting nothing.

Read in this order: `report` (what is said in the end), `log_check` (the whole check), then its
parts: `outside`, `order`, `reading`, `commands`, `tiles_check`, `sealing`, and `tampering`, which
says what was done to an event that is not the sealed one.
"""
