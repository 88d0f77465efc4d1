"""Who puts a miss on record: domain.md §2.5 K ("system"), by the product's own operator."""

TABLE = {
    "RecordMissedDeadline": "R24",
}
