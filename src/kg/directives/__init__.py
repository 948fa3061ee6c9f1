"""What sentences say: who must, may, should or must not do what."""

from kg.directives.reading import provisions

__all__ = ["provisions"]
