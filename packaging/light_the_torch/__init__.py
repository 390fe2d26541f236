"""The lockfile compiler for Python software that uses PyTorch. The program is `ltt`; this package only finds it."""

from ._program import find_ltt

__all__ = ["find_ltt"]
