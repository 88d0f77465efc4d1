"""Measures (统计口径): the formulae of every figure, in whole numbers and fractions."""
