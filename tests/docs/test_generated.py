"""Documents written by a program are what the program writes."""

import pytest

from infra.documents import DOCUMENTS
from infra.settings import Settings, variables
from tests.docs.pages import ROOT, page


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_generated_document_is_up_to_date(name: str) -> None:
    assert page(name) == DOCUMENTS[name](), "write it again: make docs"


def test_every_setting_is_documented() -> None:
    known = {variable for name in Settings.model_fields for variable in variables(name)}
    documented = page("docs/settings.md")
    assert [variable for variable in sorted(known) if f"`{variable}`" not in documented] == []


def test_generated_documents_do_not_depend_on_this_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: write() for name, write in DOCUMENTS.items()}
    monkeypatch.setenv("PORT", "8080")
    monkeypatch.setenv("LIUHEN_HOME", str(ROOT))
    assert {name: write() for name, write in DOCUMENTS.items()} == before
