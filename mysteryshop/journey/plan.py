"""What is walked: a template and its touchpoints, as they are planned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One planned, atomic step of a template."""

    key: str
    name: str
    phase: str
    prompts: tuple[str, ...] = ()
    planned_minutes: float | None = None
    expected_communications: int | None = None
    silence_limit_minutes: float | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A customer journey as it is planned: touchpoints in the order of their phases."""

    key: str
    name: str
    description: str
    touchpoints: tuple[Touchpoint, ...]
    relationship: str = "end-user"
    silence_limit_minutes: float = 10.0
    version: int = 1

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases in order, each once."""
        return tuple(dict.fromkeys(t.phase for t in self.touchpoints))

    def touchpoint(self, key: str) -> Touchpoint | None:
        """The touchpoint with that key, if the plan has it."""
        return next((t for t in self.touchpoints if t.key == key), None)

    def named(self, name: str) -> Touchpoint | None:
        """The touchpoint with that name, whatever its case and outer spaces."""
        wanted = name.strip().casefold()
        return next((t for t in self.touchpoints if t.name.casefold() == wanted), None)
