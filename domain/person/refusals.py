"""Why a reference to a person is refused."""

from domain.refusals import Refusal


class PersonUnknown(Refusal):
    """Persons are registered before anything refers to them."""

    zh = "没有登记过此人:{person}"
    en = "No such person is registered: {person}"
    next_step = "先登记人员"
