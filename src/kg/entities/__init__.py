"""Which concept each phrase names: one node for "the Party Central Committee" and "CPC Central Committee"."""

from kg.entities.aliases import Alias, Aliases, aliases
from kg.entities.naming import name
from kg.entities.topics import topics

__all__ = ["Alias", "Aliases", "aliases", "name", "topics"]
