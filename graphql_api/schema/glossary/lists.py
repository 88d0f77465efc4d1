"""The words of lists: what stands in rows of the read models that no event says."""

FIELDS: dict[str, str] = {
    "Pause.from_at": "From when on it rests. 起始时间",
    "Pause.to_at": "Until when; none while nobody has ended it. 截止时间",
}

MEMBERS: dict[str, str] = {}
