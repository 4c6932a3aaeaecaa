"""Access tokens for systems (OAuth 2.0 client credentials, private_key_jwt): ten minutes, never beyond the posting."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from authlib.integrations.django_oauth2 import AuthorizationServer  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749 import ClientMixin, InsecureTransportError, InvalidClientError, InvalidScopeError  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant  # type: ignore[import-untyped]
from authlib.oauth2.rfc6750 import BearerTokenGenerator  # type: ignore[import-untyped]
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion  # type: ignore[import-untyped]
from django.http import JsonResponse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from sbt.people.models import ApiToken, ServiceClient, UsedAssertion
from sbt.people.tokens import PREFIX, digest
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day

if TYPE_CHECKING:
    from authlib.oauth2.rfc6749 import OAuth2Request
    from django.http import HttpRequest, HttpResponse

MINUTES = 10
LONGEST_PROOF = 300
"""Seconds that a client's assertion may last."""
METHOD = "private_key_jwt"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
"""With which a system may sign; none with a shared secret, and none at all is not among them."""


class _Client(ClientMixin):  # type: ignore[misc]  # authlib has no types
    """A system as the library knows it."""

    def __init__(self, row: ServiceClient) -> None:
        self.row = row
        self.client_id = str(row.id)

    @property
    def scopes(self) -> list[str]:
        """Name what the system may have today: what was registered, within what its role holds."""
        held = law().book.commons.authority.role_powers(self.row.posting.role)
        return sorted(set(self.row.scopes) & held)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == METHOD and endpoint == "token"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == str(ClientCredentialsGrant.GRANT_TYPE)

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(one for one in (scope or "").split() if one in self.scopes)


class _Proof(JWTBearerClientAssertion):  # type: ignore[misc]
    """Reads a client's assertion: short, for us, and once."""

    CLIENT_AUTH_METHOD = METHOD

    def __init__(self, audience: str) -> None:
        super().__init__(validate_jti=True, leeway=30)
        self._audience = audience

    def get_audiences(self) -> list[str]:
        return [self._audience]

    def process_assertion_claims(self, assertion: str, resolve_key: KeySet) -> Any:
        try:
            proof = jwt.decode(assertion, resolve_key, algorithms=ALGORITHMS)
        except (JoseError, ValueError) as broken:
            raise InvalidClientError(description="the assertion cannot be verified") from broken
        self.verify_claims(proof.claims)
        return proof.claims

    def verify_claims(self, claims: Any) -> None:
        now = clock.real_now().timestamp()
        expires = claims.get("exp")
        if not isinstance(expires, int | float) or expires - now > LONGEST_PROOF:
            raise InvalidClientError(description="exp: at most 300 seconds from now")
        super().verify_claims(claims)

    def validate_jti(self, claims: Any, jti: Any) -> bool:
        now = clock.real_now()
        UsedAssertion.objects.filter(ends_at__lt=now).delete()
        name = hashlib.sha256(f"{claims['sub']}\x00{jti}".encode()).digest()
        one = UsedAssertion(id=name, ends_at=now + timedelta(seconds=2 * LONGEST_PROOF))
        UsedAssertion.objects.bulk_create([one], ignore_conflicts=True)
        return bool(UsedAssertion.objects.filter(id=name, ends_at=one.ends_at).exists())

    def resolve_client_public_key(self, client: _Client) -> KeySet:
        keys = [key.jwk for key in client.row.keys.filter(ended_at=None)]
        if not keys:
            raise InvalidClientError(description="no live key")
        return KeySet.import_key_set({"keys": keys})


class _Grant(ClientCredentialsGrant):  # type: ignore[misc]
    """Client credentials; a scope beyond what is held is refused, not cut down."""

    TOKEN_ENDPOINT_AUTH_METHODS = (METHOD,)

    def validate_token_request(self) -> None:
        super().validate_token_request()
        client: _Client = self.request.client
        wanted = set((self.request.payload.scope or "").split())
        if wanted - set(client.scopes) or not client.scopes:
            raise InvalidScopeError


class _Server(AuthorizationServer):  # type: ignore[misc]
    def __init__(self, audience: str) -> None:
        super().__init__(ServiceClient, ApiToken)
        self.register_client_auth_method(METHOD, _Proof(audience))
        self.register_grant(_Grant)

    def query_client(self, client_id: str) -> _Client | None:
        """Give a system that is registered and whose posting holds today."""
        try:
            named = uuid.UUID(client_id)
        except ValueError:
            return None
        row = ServiceClient.objects.select_related("posting__officer").filter(id=named, ended_at=None).first()
        live = row is not None and row.posting.officer.is_active and row.posting.live_on(local_day(clock.now(), "WIB"))
        return _Client(row) if row is not None and live else None

    def create_bearer_token_generator(self) -> BearerTokenGenerator:
        """Make tokens like those of officers, for a short time."""
        return BearerTokenGenerator(
            access_token_generator=lambda **_named: PREFIX + secrets.token_urlsafe(32),
            expires_generator=lambda *_positional: MINUTES * 60,
        )

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Keep the hash of the token with its scopes; what has run out goes."""
        client: _Client = request.client
        now = clock.real_now()
        scopes = token.get("scope", "").split() or client.scopes
        token["scope"] = " ".join(scopes)
        client.row.posting.tokens.filter(expires_at__lt=now).delete()
        ApiToken.objects.create(
            posting=client.row.posting,
            hash=digest(token["access_token"]),
            label="oauth",
            scopes=scopes,
            expires_at=now + timedelta(minutes=MINUTES),
        )


def token_answer(request: HttpRequest, audience: str) -> HttpResponse:
    """Answer a token request as RFC 6749 says, errors included."""
    try:
        answer: HttpResponse = _Server(audience).create_token_response(request)
    except InsecureTransportError as insecure:
        return JsonResponse(dict(insecure.get_body()), status=insecure.status_code)
    return answer
