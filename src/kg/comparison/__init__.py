"""Two texts side by side, who does what, what is due when, and what is said again."""

from kg.comparison.diff import Change, Detail, Diff, Kind, diff
from kg.comparison.matrix import By, Matrix, matrix
from kg.comparison.repetition import Repeat, repeats
from kg.comparison.timeline import Due, timeline

__all__ = ["By", "Change", "Detail", "Diff", "Due", "Kind", "Matrix", "Repeat", "diff", "matrix", "repeats", "timeline"]
