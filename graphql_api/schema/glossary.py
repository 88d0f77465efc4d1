"""The glossary of the API: what a field or a value means where the domain's code does not say it.

`FIELDS` describes a field by its name in the domain (snake case); `Type.field` goes before `field`.
`MEMBERS` describes enum values that carry no Chinese label of their own. English first, then the
term people see. A test names every field that has no description anywhere.
"""

FIELDS: dict[str, str] = {}

MEMBERS: dict[str, str] = {}
