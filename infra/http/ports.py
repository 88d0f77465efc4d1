"""What the API asks for, answered by the application, the register and the log."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.case.sight import reads_narrative
from domain.ids import CaseId, PersonId, PostId, StreamId, decode
from domain.kernel import Recorded
from domain.person import Person
from domain.refusals import Refusal
from graphql_api.ports import Answer, Caller, Request, Standing
from infra.application import Application, outages
from infra.authority import caller
from infra.http.metrics import Metrics
from infra.wiring import Clock
from projections.case_register import CaseRow


class MeasuredCommands:
    """The application's door, with every command counted by its outcome."""

    def __init__(self, application: Application, metrics: Metrics) -> None:
        self._application = application
        self._metrics = metrics

    def handle(self, request: Request) -> Answer:
        """Carry out a command; see `Application.handle`."""
        name = type(request.command).__name__
        outcome = "fault"
        try:
            with self._metrics.timed("command"):
                answer = self._application.handle(request)
            outcome = "replayed" if answer.replayed else "stored"
            return answer
        except Refusal as refusal:
            outcome = refusal.code
            raise
        finally:
            self._metrics.commanded(name, outcome)

    def available(self, stream: StreamId, caller: Caller) -> Mapping[str, Sequence[Refusal]] | None:
        """See `Application.available`."""
        return self._application.available(stream, caller)


class RegisterAuthority:
    """Posts and roles from the organisation register of this moment."""

    def __init__(self, application: Application, clock: Clock) -> None:
        self._application = application
        self._clock = clock

    def standing(self, person: PersonId, client: str, post: PostId | None) -> Standing:
        """The person acting for a post. Raises `PostNotHeld`, `Unavailable`."""
        with outages():
            register = self._application.organisation()
        who = caller(register, person, self._clock(), client=client, post=post)
        return Standing(caller=who, register=register)


class LogEvents:
    """Histories of single streams, read from the log itself."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def of_case(
        self, case: CaseId, after: int, first: int, *, narrative: bool
    ) -> Sequence[Recorded[Any]]:
        """The case's events after a version; narrative opened only when asked for."""
        mapper = self._application.mapper
        with outages():
            rows = self._application.recorder.select_events(decode(case), gt=after, limit=first)
            facts = [mapper.to_domain_event(row) for row in rows]
            return [mapper.opened(fact) for fact in facts] if narrative else facts

    def person(self, person: PersonId) -> Person | None:
        """A registered person's masked label and kind."""
        with outages():
            loaded = self._application.load(person)
        return loaded.state if loaded is not None and isinstance(loaded.state, Person) else None


def may_read_narrative(who: Caller, case: CaseRow) -> bool:
    """Whether the caller may read the words of a case they see."""
    return reads_narrative(
        who.person, who.unit, who.roles, case.units, case.custodians, protected=case.protected
    )
