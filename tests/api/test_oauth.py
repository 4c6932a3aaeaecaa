"""Systems of institutions prove themselves with a private key and get tokens of ten minutes, never beyond their posting."""

from __future__ import annotations

import base64
import hmac
import json
import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from sbt.people.actions import add_officer, end_at_once, post_officer
from sbt.people.actor import actor_for
from sbt.people.grants import Reach
from sbt.people.models import ApiToken, PeopleEvent, Posting, Proposal, ServiceClient, ServiceKey
from sbt.people.proposals import CLIENT, KEY, keep, settle
from sbt.people.systems import client_fault, end_client, end_key, key_fault, public_key
from sbt.project import clock
from sbt.rules.authority import Place
from sbt.rules.outcome import Refused
from tests.api.conftest import NOW

TOKEN = "/api/v1/oauth/token"
AUDIENCE = f"https://testserver{TOKEN}"
HERE = "bkn"
SCOPES = ["kasus.lihat", "identitas.tetapkan"]


def coordinator(n: int) -> Reach:
    officer = add_officer(f"operator{n}@contoh.example", f"Operator {n}")
    posting = post_officer(officer, HERE, "operator", from_on=NOW.date(), decree="SK 1")
    return Reach(posting=posting, everywhere=False)


def confirmed(kind: str, content: dict[str, Any], commons: Any) -> Proposal | Refused:
    made = keep(kind, content, [], reach=coordinator(1), now=NOW, sent=True)
    assert isinstance(settle(made.id, confirm=True, reach=coordinator(1), commons=commons, now=NOW), Refused)
    return settle(made.id, confirm=True, reach=coordinator(2), commons=commons, now=NOW)


def content_of(key: Any, **other: Any) -> dict[str, Any]:
    return {
        "name": "SIASN Contoh",
        "institution": HERE,
        "role": "auditor",
        "scopes": SCOPES,
        "decree": "SK 7/2024",
        "from_on": "2024-01-01",
        "jwk": key.as_dict(private=False),
    } | other


@pytest.fixture
def key() -> ECKey:
    return ECKey.generate_key("P-256")


@pytest.fixture
def system(law: Any, key: ECKey) -> ServiceClient:
    assert isinstance(confirmed(CLIENT, content_of(key), law.book.commons), Proposal)
    return ServiceClient.objects.get()


def proof(client: ServiceClient, key: Any, *, alg: str = "ES256", **claims: Any) -> str:
    now = int(clock.real_now().timestamp())
    said = {"iss": str(client.id), "sub": str(client.id), "aud": AUDIENCE, "exp": now + 60, "iat": now}
    header = {"alg": alg, "kid": key.thumbprint()}
    return jwt.encode(header, said | {"jti": uuid.uuid4().hex} | claims, key, algorithms=[alg])


def ask(assertion: str, **other: str) -> Any:
    given = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion,
    } | other
    body = "&".join(f"{name}={value}" for name, value in given.items())
    return Client().post(TOKEN, body, content_type="application/x-www-form-urlencoded", secure=True)


def test_a_system_works_with_a_token_of_ten_minutes(system: ServiceClient, key: ECKey) -> None:
    answer = ask(proof(system, key))
    assert answer.status_code == 200, answer.content
    given = answer.json()
    assert given["token_type"] == "Bearer"
    assert given["expires_in"] == 600
    assert given["scope"].split() == sorted(SCOPES)
    kept = ApiToken.objects.get()
    assert given["access_token"].encode() not in bytes(kept.hash)
    assert kept.expires_at - clock.real_now() <= timedelta(minutes=10)
    seen = Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {given['access_token']}"})
    assert seen.status_code == 200
    noted = PeopleEvent.objects.get(kind="client_registered")
    assert noted.first_id != noted.second_id


def test_the_example_of_the_documentation_works(system: ServiceClient, key: ECKey) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
    example = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0]

    def post(address: str, fields: dict[str, str]) -> Any:
        path = address.removeprefix("https://testserver")
        return Client().post(path, urlencode(fields), content_type="application/x-www-form-urlencoded", secure=True)

    known: dict[str, Any] = {"SBT": "https://testserver", "CLIENT": str(system.id), "KEY": key, "post": post}
    exec(compile(example, "docs/api.md", "exec"), known)
    given = known["answer"].json()
    assert (given["scope"], given["expires_in"]) == ("kasus.lihat", 600)


def test_the_librarys_own_client_gets_in(system: ServiceClient) -> None:
    rsa = RSAKey.generate_key(3072)
    found = public_key(rsa.as_dict(private=False))
    assert not isinstance(found, Refused)
    ServiceKey.objects.create(client=system, kid=found[0], jwk=found[1], slot=2, added_at=clock.real_now())
    pem = rsa.as_pem(private=True).decode()
    soon = int(clock.real_now().timestamp()) + 60
    maker = PrivateKeyJWT(AUDIENCE, claims={"exp": soon}, headers={"kid": found[0]})
    auth = type("Auth", (), {"client_id": str(system.id), "client_secret": pem})()
    assert ask(maker.sign(auth, AUDIENCE)).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://lain.example/token"},
        {"exp": 1},
        {"exp": 4_000_000_000},
        {"iss": "lain"},
        {"jti": None},
    ],
)
def test_a_proof_that_is_not_for_us_now_opens_nothing(
    system: ServiceClient, key: ECKey, claims: dict[str, Any]
) -> None:
    said = {name: value for name, value in claims.items() if value is not None}
    token = proof(system, key, **said)
    if claims.get("jti", "") is None:
        now = int(clock.real_now().timestamp())
        bare = {"iss": str(system.id), "sub": str(system.id), "aud": AUDIENCE, "exp": now + 60}
        token = jwt.encode({"alg": "ES256", "kid": key.thumbprint()}, bare, key)
    assert ask(token).status_code in (400, 401)
    assert not ApiToken.objects.exists()


def test_a_proof_opens_once_and_no_secret_opens(system: ServiceClient, key: ECKey) -> None:
    once = proof(system, key)
    assert ask(once).status_code == 200
    assert ask(once).status_code in (400, 401)
    stranger = ECKey.generate_key("P-256")
    assert ask(proof(system, stranger)).status_code in (400, 401)
    public = OctKey.import_key("kunci bersama yang panjangnya cukup sekali")
    forged = jwt.encode({"alg": "HS256"}, {"sub": str(system.id), "iss": str(system.id)}, public, algorithms=["HS256"])
    assert ask(forged).status_code in (400, 401)
    assert ask("karangan").status_code in (400, 401)
    assert ask("x", client_secret="rahasia", client_id=str(system.id)).json()["error"] == "invalid_client"
    assert Client().get(TOKEN).status_code == 405
    assert Client().post(TOKEN, {"a": 1}).status_code == 415
    plain = Client().post(TOKEN, "grant_type=client_credentials", content_type="application/x-www-form-urlencoded")
    assert (plain.status_code, plain.json()["error"]) == (400, "insecure_transport")
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    ("made", "alg"),
    [
        (lambda: RSAKey.generate_key(3072), "RS256"),
        (lambda: RSAKey.generate_key(3072), "PS256"),
        (lambda: ECKey.generate_key("P-384"), "ES384"),
        (lambda: OKPKey.generate_key("Ed25519"), "Ed25519"),
    ],
    ids=["RS256", "PS256", "ES384", "Ed25519"],
)
def test_every_kind_of_key_that_is_taken_also_opens(system: ServiceClient, made: Any, alg: str) -> None:
    with_key(system, key := made())
    assert ask(proof(system, key, alg=alg)).status_code == 200


def with_key(system: ServiceClient, key: Any) -> None:
    found = public_key(key.as_dict(private=False))
    assert not isinstance(found, Refused), found
    ServiceKey.objects.create(client=system, kid=found[0], jwk=found[1], slot=2, added_at=clock.real_now())


def test_a_proof_brings_no_key_and_no_weaker_algorithm_of_its_own(system: ServiceClient, key: ECKey) -> None:
    now = int(clock.real_now().timestamp())
    said = {"iss": str(system.id), "sub": str(system.id), "aud": AUDIENCE, "exp": now + 60, "jti": "satu"}
    stranger = ECKey.generate_key("P-256")
    for header in (
        {"alg": "ES256", "jwk": stranger.as_dict(private=False)},
        {"alg": "ES256", "kid": key.thumbprint(), "jwk": stranger.as_dict(private=False)},
        {"alg": "ES256", "kid": key.thumbprint(), "jku": "https://lain.example/kunci"},
    ):
        assert ask(jwt.encode(header, said, stranger)).status_code in (400, 401), header
    for alg in ("HS256", "none"):
        parts = [json.dumps(one).encode() for one in ({"alg": alg, "kid": key.thumbprint()}, said)]
        unsigned = ".".join(base64.urlsafe_b64encode(one).decode().rstrip("=") for one in parts)
        digest = hmac.digest(key.as_pem(private=False), unsigned.encode(), "sha256")
        for signature in (base64.urlsafe_b64encode(digest).decode().rstrip("="), ""):
            assert ask(f"{unsigned}.{signature}").status_code in (400, 401), alg
    assert not ApiToken.objects.exists()


def test_there_is_one_grant_and_one_kind_of_token_for_each_door(system: ServiceClient, key: ECKey) -> None:
    for grant in ("password", "authorization_code", "refresh_token", "implicit"):
        answer = ask(proof(system, key), grant_type=grant, username="a", password="b", code="c", refresh_token="d")
        assert answer.json()["error"] == "unsupported_grant_type", grant
    access = ask(proof(system, key)).json()["access_token"]
    assert ask(access).status_code in (400, 401)
    for wrong in (proof(system, key), access.removeprefix("sbt_")):
        seen = Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {wrong}"})
        assert seen.status_code == 401


def test_scopes_never_go_beyond_the_posting(system: ServiceClient, key: ECKey, law: Any) -> None:
    assert ask(proof(system, key), scope="rekomendasi.terbitkan").json()["error"] == "invalid_scope"
    assert isinstance(client_fault(content_of(key, scopes=["kajian.pleno"]), commons=law.book.commons), Refused)
    narrow = ask(proof(system, key), scope="identitas.tetapkan").json()["access_token"]
    head = {"Authorization": f"Bearer {narrow}"}
    assert Client().get("/api/v1/cases", headers=head).json()["cases"] == []


def test_a_narrowed_token_lacks_what_its_role_has(law: Any) -> None:
    posting = post_officer(add_officer("a@contoh.example", "A"), HERE, "auditor", from_on=NOW.date(), decree="SK")
    commons, day = law.book.commons, NOW.date()
    power = "rekomendasi.terbitkan"
    assert commons.authority.may(actor_for(posting, commons), power, day, Place()).allowed
    narrowed = commons.authority.may(actor_for(posting, commons, scopes=frozenset(SCOPES)), power, day, Place())
    assert (narrowed.allowed, narrowed.reason) == (False, "scope_missing")


def test_two_keys_at_once_so_that_one_follows_the_other_without_a_gap(
    system: ServiceClient, key: ECKey, law: Any
) -> None:
    following = ECKey.generate_key("P-256")
    content = {"client": str(system.id), "jwk": following.as_dict(private=False)}
    assert isinstance(confirmed(KEY, content, law.book.commons), Proposal)
    assert ask(proof(system, key)).status_code == ask(proof(system, following)).status_code == 200
    third = ECKey.generate_key("P-256").as_dict(private=False)
    assert getattr(key_fault(system, third), "code", "") == "service_keys_full"
    end_key(ServiceKey.objects.get(kid=key.thumbprint()), by=coordinator(1).posting, now=NOW)
    assert ask(proof(system, key)).status_code in (400, 401)
    assert ask(proof(system, following)).status_code == 200


def test_the_end_of_a_system_or_its_posting_ends_its_tokens(system: ServiceClient, key: ECKey) -> None:
    token = ask(proof(system, key)).json()["access_token"]
    head = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/cases", headers=head).status_code == 200
    end_client(system, by=coordinator(1).posting, now=NOW)
    assert Client().get("/api/v1/cases", headers=head).status_code == 401
    assert ask(proof(system, key)).status_code in (400, 401)


def test_a_posting_that_ended_gives_no_token(system: ServiceClient, key: ECKey) -> None:
    end_at_once(Posting.objects.get(service=system), at=clock.real_now())
    assert ask(proof(system, key)).status_code in (400, 401)


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_private_and_weak_keys_are_refused(key: ECKey) -> None:
    codes = [
        getattr(public_key(one), "code", "")
        for one in (
            key.as_dict(private=True),
            RSAKey.generate_key(2048).as_dict(private=False),
            ECKey.generate_key("secp256k1").as_dict(private=False),
            OKPKey.generate_key("X25519").as_dict(private=False),
            {"kty": "oct", "k": "AAAA"},
            {"kty": "EC"},
            "x",
        )
    ]
    assert codes[0] == "service_key_private"
    assert set(codes[1:4]) == {"service_key_weak"}
    assert set(codes[4:]) == {"service_key_unreadable"}
