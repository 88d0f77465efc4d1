"""Measures (指标): the formulae of every figure, in whole numbers and fractions."""
