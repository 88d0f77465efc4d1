"""The regions of a case beside its stage (并行状态): one file for each part of its life.

Regions are plain data that `evolve` functions set and decisions read. domain.md §2.4.
"""
