"""The grammar between a parsed sentence and its meaning: trees, their repair, noun groups, forms of verbs."""

from kg.clauses.groups import Group, groups
from kg.clauses.repair import REPAIRS, repair
from kg.clauses.tree import Tree

__all__ = ["REPAIRS", "Group", "Tree", "groups", "repair"]
