"""Training of mediators is recorded once it is over (domain.md §2.5 T)."""

from datetime import date

from msgspec.structs import replace

from domain.organisation.mediators import RecordTraining, TrainingRecorded
from domain.organisation.refusals import UnitNotYours
from domain.organisation.refusals.mediators import MediatorUnknown, NotYetOver
from tests.domain.organisation.county import ABROAD, QIAN, justice
from tests.domain.organisation.given import given
from tests.domain.organisation.states import TODAY, accredited, county

TRAINING = RecordTraining(person=QIAN, on=TODAY, hours=6, subject="调解文书制作")


def test_hours_add_up() -> None:
    case = given(*county(), accredited()).when(TRAINING, by=justice())
    case.then(TrainingRecorded)
    [done] = case.then_state().mediators[QIAN].trainings
    assert (done.on, done.hours, done.subject) == (TODAY, 6, "调解文书制作")


def test_it_is_of_a_mediator_of_the_area_and_over() -> None:
    given(*county()).when(TRAINING, by=justice()).then_refused(MediatorUnknown)
    case = given(*county(), accredited())
    case.when(TRAINING, by=justice(ABROAD)).then_refused(UnitNotYours)
    ahead = replace(TRAINING, on=date(2025, 3, 26))
    case.when(ahead, by=justice()).then_refused(NotYetOver)
