"""Tests of the formulae of figures."""
