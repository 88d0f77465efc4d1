"""Measures (统计口径): the formulae of every figure, each with the paragraph it follows."""
