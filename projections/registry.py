"""The register of projections: every read model there is."""

from typing import Any

from projections.case_register import case_register
from projections.kernel import Projection
from projections.timeline import timeline

PROJECTIONS: tuple[Projection[Any], ...] = (case_register, timeline)
"""All projections, in the order the projector goes through them."""
