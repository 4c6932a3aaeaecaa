"""The register of processing is public, whole, and says of every line its basis and how long."""

import pytest
from django.test import Client

from sbt.rulebook.current import law

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_activity_stands_there_with_basis_and_time(published_law: None, client: Client, language: str) -> None:
    text = client.get("/privasi/pemrosesan", headers={"accept-language": language}).content.decode()
    for one in law().protection.activities:
        for words in (one.label, one.purpose, one.recipients):
            assert words.in_language(language).replace("'", "&#39;") in text
        assert law().cite(one.warrant.basis[0], language) in text
    for rule in law().protection.withheld:
        assert rule.why.in_language(language).replace("'", "&#39;") in text
    assert "10 " in text
