"""The register of the domain: every kind of stream, every event by stored name, every command."""

from typing import Any

from domain.case import case
from domain.kernel import Aggregate, Decision, Event, name_of
from domain.organisation import organisation
from domain.person import person
from domain.screening import screening

AGGREGATES: tuple[Aggregate[Any], ...] = (case, organisation, person, screening)
"""All aggregates; each knows its events and its decisions."""


def _events() -> dict[str, type[Event]]:
    found: dict[str, type[Event]] = {}
    for aggregate in AGGREGATES:
        for event in aggregate.evolutions:
            name = name_of(event)
            assert name not in found, f"two events are stored as {name}"
            found[name] = event
    return found


def _commands() -> dict[str, tuple[Aggregate[Any], Decision]]:
    found: dict[str, tuple[Aggregate[Any], Decision]] = {}
    for aggregate in AGGREGATES:
        for command, decision in aggregate.decisions.items():
            assert command.__name__ not in found, f"two commands are called {command.__name__}"
            found[command.__name__] = (aggregate, decision)
    return found


EVENTS: dict[str, type[Event]] = _events()
"""Every event type by its stored name."""

COMMANDS: dict[str, tuple[Aggregate[Any], Decision]] = _commands()
"""Every command by its class name: who takes it, and the decision with its head."""
