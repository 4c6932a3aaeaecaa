"""The file of sign-in providers: what is wrong in it is said at the start, and no secret stands in it."""

from pathlib import Path

import pytest

from sbt.project.providers import as_library_reads, read_providers

GOOD = "- {id: bkd, name: BKD, institution: pemprov-32, issuer: 'https://masuk.example', client_id: sbt%s}\n"


def test_no_file_means_no_provider() -> None:
    assert read_providers("") == ()


def test_the_secret_comes_from_a_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("rahasia-1\n")
    monkeypatch.setenv("SBT_TEST_SECRET", "rahasia-2")
    place = tmp_path / "providers.yaml"
    for more, secret in (
        (f", secret_file: {tmp_path / 'secret'}", "rahasia-1"),
        (", secret_env: SBT_TEST_SECRET", "rahasia-2"),
        ("", ""),
    ):
        place.write_text(GOOD % more)
        (one,) = read_providers(str(place))
        assert one.secret == secret
    read = as_library_reads((one,))["openid_connect"]
    assert read["OAUTH_PKCE_ENABLED"]
    assert read["APPS"][0]["settings"]["scope"] == ["openid"]


@pytest.mark.parametrize(
    "text",
    [
        GOOD % ", secret: terbaca",
        GOOD % ", secret_env: SBT_NOT_SET",
        GOOD.replace("https://", "http://") % "",
        GOOD.replace("bkd,", "'b k d',") % "",
        (GOOD % "") * 2,
        "- saja\n",
    ],
)
def test_a_wrong_file_stops_the_start(tmp_path: Path, text: str) -> None:
    place = tmp_path / "providers.yaml"
    place.write_text(text)
    with pytest.raises(ValueError, match=str(place)):
        read_providers(str(place))
