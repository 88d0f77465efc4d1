"""Given numbers (外部数据): what no log of the centre knows and who asks may tell, for some rates.

They are parameters like the period: the same numbers give the same answer, and are shown with it.
"""

from collections.abc import Iterator
from typing import Annotated

import strawberry

from domain.values import Value
from graphql_api.errors import BadInput

MOST = 2_000_000_000
"""More than any country counts, and what a GraphQL `Int` can hold."""

Population = Annotated[
    int | None,
    strawberry.argument(
        description="Residents and registered floating people, for rates by population. 人口数"
    ),
]
FirstInstanceCases = Annotated[
    int | None,
    strawberry.argument(
        description="The courts' first-instance civil and commercial cases of the period, with"
        " administrative ones where the region reckons them in; for the litigation rate."
        " 一审民商事案件数(按当地口径可含一审行政案件)"
    ),
]


class Given(Value):
    """外部数据: the numbers that were given; None for one that was not."""

    population: int | None
    first_instance_cases: int | None

    def checked(self) -> "Given":
        """The same. Raises `BadInput` for a number that cannot be."""
        if self.population is not None and not 0 < self.population <= MOST:
            raise BadInput(f"population must be from 1 to {MOST}.")
        if self.first_instance_cases is not None and not 0 <= self.first_instance_cases <= MOST:
            raise BadInput(f"firstInstanceCases must be from 0 to {MOST}.")
        return self

    def counts(self) -> Iterator[tuple[str, int]]:
        """What the formulae of the indicators call them (`domain/measures/indicators.py`)."""
        if self.population is not None:
            yield "POPULATION", self.population
        if self.first_instance_cases is not None:
            yield "FIRST_INSTANCE_CASES", self.first_instance_cases
