"""The register of projections: every read model there is."""

from typing import Any

from domain.policy.packaged import packaged_policy
from projections.case_register import case_register
from projections.clocks import clocks_by
from projections.duties import duties
from projections.figures import figures_by
from projections.intakes import intake_book
from projections.kernel import Projection
from projections.mediations import mediation_book
from projections.screenings import screening_book
from projections.staff.tables import STAFF
from projections.timeline import timeline
from projections.workload import workload

TIMELESS: tuple[Projection[Any], ...] = (
    case_register,
    timeline,
    workload,
    duties,
    mediation_book,
    intake_book,
    screening_book,
    *STAFF,
)
"""Projections that no rule has a part in."""

PROJECTIONS: tuple[Projection[Any], ...] = (
    *TIMELESS,
    clocks_by(packaged_policy),
    figures_by(packaged_policy),
)
"""All projections, in the order the projector goes through them; time by the packaged rules."""
