"""Health and metrics: what a machine that watches the product is told, and what nobody is told."""

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from domain.roles import Role
from tests.api import Api
from tests.stories.county import SUMMARY, County, acceptance, phone_call, registered


@pytest.fixture(scope="module")
def busy(land: County, it: Api) -> County:
    """A county in which something was registered, something refused and something asked twice."""
    unit = land.unit("青石镇中心", "TOWN", "990101101000")
    clerk = land.officer(unit, Role.WINDOW_CLERK, "郑窗口").client
    mediator = land.officer(unit, Role.MEDIATOR, "褚调解").client
    call = phone_call(registered(clerk, "张远山"), registered(clerk, "李望舒"), idempotencyKey="x")
    case = clerk.do("registerIntake", "case { id }", **call)["case"]["id"]
    clerk.do("registerIntake", **call)
    mediator.mutate("acceptCase", **acceptance(case, unit))
    it.checkpoint()
    it.see()
    return land


def get(it: Api, path: str) -> httpx.Response:
    return httpx.get(f"{it.address}{path}", trust_env=False, timeout=30)


def test_a_process_that_can_work_says_so(busy: County, it: Api) -> None:
    assert get(it, "/healthz").status_code == 200
    answer = get(it, "/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "parts": {"schema": "ok", "database": "ok", "ledger": "ok", "work": "ok"},
    }
    assert answer.headers["cache-control"] == "no-store"


def test_commands_are_counted_by_what_became_of_them(busy: County, it: Api) -> None:
    counted = {
        (sample.labels["command"], sample.labels["outcome"]): sample.value
        for family in text_string_to_metric_families(get(it, "/metrics").text)
        for sample in family.samples
        if sample.name == "liuhen_commands_total"
    }
    assert counted["RegisterIntake", "stored"] == 1
    assert counted["RegisterIntake", "replayed"] == 1
    assert counted["AcceptCase", "RoleMayNot"] == 1
    assert not any(outcome == "fault" for _, outcome in counted)


def test_the_lag_of_every_read_model_is_shown(busy: County, it: Api) -> None:
    samples = [
        sample
        for family in text_string_to_metric_families(get(it, "/metrics").text)
        for sample in family.samples
    ]
    behind = {
        sample.labels["projection"]: sample.value
        for sample in samples
        if sample.name == "liuhen_projection_lag_events"
    }
    timed = {
        sample.labels["projection"]
        for sample in samples
        if sample.name == "liuhen_projection_lag_seconds_count" and sample.value > 0
    }
    assert set(behind) >= {"case_register", "timeline", "clocks"}
    assert set(behind.values()) == {0}
    assert timed >= {"case_register", "timeline", "clocks"}


def test_each_part_of_the_way_is_timed(busy: County, it: Api) -> None:
    counts = {
        sample.labels["part"]: sample.value
        for family in text_string_to_metric_families(get(it, "/metrics").text)
        for sample in family.samples
        if sample.name == "liuhen_part_seconds_count"
    }
    assert set(counts) == {"request", "sign_in", "command", "decide", "append"}
    assert all(count > 0 for count in counts.values())


def test_metrics_say_how_far_everything_has_come(busy: County, it: Api) -> None:
    size = it.product.application.recorder.size()
    lines = get(it, "/metrics").text.splitlines()
    for wanted in (
        f"liuhen_log_size {float(size)}",
        f"liuhen_ledger_sealed_size {float(size)}",
        "liuhen_ledger_unsealed_events 0.0",
        "liuhen_ledger_refusals 0.0",
        'liuhen_projection_lag_events{projection="case_register"} 0.0',
    ):
        assert wanted in lines


def test_what_everybody_may_read_names_nobody(busy: County, it: Api) -> None:
    for path in ("/metrics", "/readyz", "/healthz", "/log/checkpoint", "/log/key"):
        text = get(it, path).text
        for secret in ("张远山", "张*", "郑窗口", SUMMARY, "person_", "case_0", "19900000001"):
            assert secret not in text
