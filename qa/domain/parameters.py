"""Figures that were chosen rather than derived, each with its unit and where it comes from."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that was chosen: its value, the unit of it, and where it comes from or what measures it.

    ``neutral`` is the value by which it does nothing; ``None`` where there is none.
    """

    name: str
    value: float
    unit: str
    source: str
    neutral: float | None = None


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one run, read by name. A name that is not among them raises KeyError."""

    table: tuple[Parameter, ...]

    def __getitem__(self, name: str) -> float:
        return self._of(name).value

    def count(self, name: str) -> int:
        """Give the value of a parameter that counts something."""
        return int(self[name])

    def with_value(self, name: str, value: float) -> Self:
        """Give the same parameters, of which one has another value."""
        changed = replace(self._of(name), value=float(value))
        return replace(self, table=tuple(changed if one.name == name else one for one in self.table))

    def without(self, name: str) -> Self:
        """Give the same parameters, of which one does nothing: a signal whose weight is 0.

        Raises ValueError for one without which there is no ranking.
        """
        neutral = self._of(name).neutral
        if neutral is None:
            raise ValueError(f"there is no ranking without {name}")
        return self.with_value(name, neutral)

    def _of(self, name: str) -> Parameter:
        for one in self.table:
            if one.name == name:
                return one
        raise KeyError(name)
