"""Tests of `liuhen verify`: whatever is tampered with is named."""
