"""Load: clerks who register and screen at once, and remember what was acknowledged to them."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.faults.serving import PATIENCE, Serving, eventually
from tests.faults.town import Town, received_at, token

SELECT = "position replayed refusals { code } events { name position stream version }"
CLIENTS = 4


@dataclass
class Sent:
    """A command as it was sent, and what was acknowledged: None until it was."""

    bearer: str
    mutation: str
    given: dict[str, Any]
    answer: dict[str, Any] | None = None

    def ask(self, http: httpx.Client) -> httpx.Response:
        """Send it, or send it again: key and content are the same each time."""
        command = self.mutation[0].upper() + self.mutation[1:]
        document = (
            f"mutation($i: {command}Input!) {{ it: {self.mutation}(input: $i) {{ {SELECT} }} }}"
        )
        return http.post(
            "/graphql",
            json={"query": document, "variables": {"i": self.given}},
            headers={"Authorization": f"Bearer {self.bearer}"},
        )


@dataclass
class Load:
    """Everything that was sent, whoever sent it. Threads of `under_way` add to it."""

    town: Town
    clerk: str
    triage: str
    case: str
    before: int
    """How many events the log had at first."""
    sent: list[Sent] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def acknowledged(self) -> list[Sent]:
        """What was answered as recorded."""
        return [sent for sent in list(self.sent) if sent.answer is not None]

    def next(self) -> Sent:
        """Another command: by turns a new matter, and one more screening of the same case."""
        number = next(self._numbers)
        if number % 2:
            screening = {"case": self.case, "findings": "材料齐全。", "expectedVersion": None}
            sent = Sent(self.triage, "screenCase", screening | {"idempotencyKey": f"key-{number}"})
        else:
            sent = Sent(self.clerk, "registerIntake", matter(f"key-{number}"))
        self.sent.append(sent)
        return sent

    @contextmanager
    def under_way(self, address: str, *, leave_when_cut_off: bool = True) -> Iterator[None]:
        """Several clients send one command after the other, until the end of the block.

        Those whose connection breaks leave, unless told to go on.
        """
        ending = threading.Event()
        threads = [
            threading.Thread(target=self._work, args=(address, ending, leave_when_cut_off))
            for _ in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ending.set()
            for thread in threads:
                thread.join(PATIENCE)

    def grows_by(self, commands: int) -> None:
        """Wait until so many more commands have been acknowledged."""
        wanted = len(self.acknowledged) + commands
        eventually(lambda: len(self.acknowledged) >= wanted, f"{commands} more are acknowledged")

    def _work(self, address: str, ending: threading.Event, leave_when_cut_off: bool) -> None:
        with httpx.Client(base_url=address, timeout=30, trust_env=False) as http:
            while not ending.is_set():
                sent = self.next()
                try:
                    response = sent.ask(http)
                except httpx.TransportError:
                    if leave_when_cut_off:
                        return
                    continue
                self._note(sent, response)
                if response.status_code != httpx.codes.OK:
                    ending.wait(0.02)  # Clients wait before they ask again.

    def _note(self, sent: Sent, response: httpx.Response) -> None:
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            return
        body = response.json() if response.status_code == httpx.codes.OK else {}
        match body:
            case {"data": {"it": {"refusals": []} as answer}, **rest} if "errors" not in rest:
                sent.answer = answer
            case _:
                self.faults.append(f"{response.status_code}: {response.text}")

    def settle(self, server: Serving) -> None:
        """Send everything again: what was acknowledged is answered the same, the rest is done now.

        Afterwards everything that was ever sent is acknowledged, each under a position of its own,
        and the log holds nothing else.
        """
        with httpx.Client(base_url=server.address, timeout=30, trust_env=False) as http:
            for sent in self.sent:
                response = sent.ask(http)
                assert response.status_code == 200, response.text
                body = response.json()
                assert "errors" not in body, body
                again = body["data"]["it"]
                assert again["refusals"] == [], again
                if sent.answer is not None:
                    assert again["replayed"]
                    assert again["events"] == sent.answer["events"]
                    assert again["position"] == sent.answer["position"]
                sent.answer = again
        positions = [sent.answer["position"] for sent in self.sent if sent.answer]
        assert len(set(positions)) == len(self.sent)
        assert server.log_size == self.before + len(self.sent)
        assert self.faults == []


def matter(key: str) -> dict[str, Any]:
    """A question somebody asked at the window."""
    return {
        "matterClass": "CONSULT",
        "channel": "CALL",
        "receivedAt": received_at(),
        "summary": "来电咨询宅基地审批。",
        "idempotencyKey": key,
    }


def load(server: Serving, town: Town) -> Load:
    """The clients of a town, with a case that all of them screen."""
    clerk, triage = token(server.home, town.clerk), token(server.home, town.triage)
    first = Sent(clerk, "registerIntake", matter("the-case"))
    with httpx.Client(base_url=server.address, timeout=30, trust_env=False) as http:
        answer = first.ask(http).json()["data"]["it"]
    first.answer = answer
    case = answer["events"][0]["stream"]
    return Load(town, clerk, triage, case, server.log_size - 1, [first])
