"""The case code (一案一码): the one human number of a matter, for life.

    20250325-K7M3-9QTX
    ────────           the day the matter was received (Asia/Shanghai)
             ──── ───  35 bits taken from the case's id, in Crockford's base 32 (no I, L, O, U)
                     ─ check character: Luhn's method modulo 32 over everything before it

The code follows from the day and the id alone, so no counter is needed and no two windows can
take the same number at once. The check character finds every single wrong character and nearly
every swapped pair. At a hundred matters a day, two of one day share a code once in some twenty
thousand years; the id stays the key, the code is what people say on the telephone.
"""

from datetime import date

from domain.ids import CaseId

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def case_code(received_on: date, case: CaseId) -> str:
    """The code of a case received on a day: `20250325-K7M3-9QTX`."""
    body = f"{received_on:%Y%m%d}{case[-7:].upper()}"
    return _grouped(body + _check_character(body))


def read_code(text: str) -> str | None:
    """A code as people write it (small letters, O for 0, no dashes); None when it is not one."""
    plain = text.strip().upper().replace("-", "").replace(" ", "").translate(_READ_AS)
    if len(plain) != 16 or any(character not in _ALPHABET for character in plain):
        return None
    if not plain[:8].isdecimal() or _check_character(plain[:-1]) != plain[-1]:
        return None
    return _grouped(plain)


def _grouped(plain: str) -> str:
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:]}"


def _check_character(body: str) -> str:
    base = len(_ALPHABET)
    total = 0
    for index, character in enumerate(reversed(body)):
        value = _ALPHABET.index(character)
        if index % 2 == 0:
            value = sum(divmod(2 * value, base))
        total += value
    return _ALPHABET[-total % base]
