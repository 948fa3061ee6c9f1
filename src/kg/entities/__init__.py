"""Which concept each phrase names: one node for "the Party Central Committee" and "CPC Central Committee"."""

from kg.entities.aliases import Alias, Aliases, aliases
from kg.entities.clusters import Cluster, clusters
from kg.entities.naming import name
from kg.entities.roles import roles
from kg.entities.topics import topics

__all__ = ["Alias", "Aliases", "Cluster", "aliases", "clusters", "name", "roles", "topics"]
