"""One human number for life (一案一码), which finds its own typing errors."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.case.code import case_code, read_code
from domain.ids import encode

codes = st.builds(
    case_code,
    st.dates(date(1949, 10, 1), date(2200, 1, 1)),
    st.uuids().map(lambda value: encode("case", value)),
)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_shows_the_day_and_two_groups() -> None:
    code = case_code(date(2025, 3, 25), encode("case", UUID(int=0)))
    assert code == "20250325-0000-000" + code[-1]


@for_all(codes)
def test_a_code_reads_as_itself(code: str) -> None:
    assert read_code(code) == code


@for_all(codes)
def test_a_code_is_read_as_people_write_it(code: str) -> None:
    written = " " + code.lower().replace("-", "").replace("0", "o").replace("1", "l") + " "
    assert read_code(written) == code


@for_all(codes, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_a_wrong_character_is_always_found(code: str, index: int, other: str) -> None:
    plain = code.replace("-", "")
    assume(plain[index] != other)
    assert read_code(plain[:index] + other + plain[index + 1 :]) is None


@for_all(codes, st.integers(0, 14))
def test_a_swapped_pair_is_found_unless_it_is_the_first_and_last_sign(
    code: str, index: int
) -> None:
    plain = code.replace("-", "")
    pair = plain[index : index + 2]
    assume(pair[0] != pair[1] and set(pair) != {"0", "Z"})
    assert read_code(plain[:index] + pair[::-1] + plain[index + 2 :]) is None


@for_all(st.text(max_size=30))
def test_nonsense_is_no_code(text: str) -> None:
    found = read_code(text)
    assert found is None or read_code(found) == found


def test_the_same_case_and_day_give_the_same_code() -> None:
    case = encode("case", UUID(int=datetime(2025, 3, 25, tzinfo=UTC).toordinal()))
    assert case_code(date(2025, 3, 25), case) == case_code(date(2025, 3, 25), case)
