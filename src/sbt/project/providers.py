"""Sign-in providers of institutions, from one file that `SBT_PROVIDERS` names; secrets stand in files or the environment.

- id: bkd-jabar                      # in addresses: small letters, digits, hyphens
  name: Masuk pegawai Jawa Barat
  institution: pemprov-32            # only officers posted there come in by it
  issuer: https://masuk.contoh.go.id
  client_id: sbt
  secret_file: /run/secrets/bkd-jabar  # or secret_env: NAME; neither for a client without secret
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

_ID = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
_KNOWN = {"id", "name", "institution", "issuer", "client_id", "secret_file", "secret_env"}
_NEEDED = ("id", "name", "institution", "issuer", "client_id")
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, kw_only=True)
class SignInProvider:
    """Where officers of one institution may sign in."""

    id: str
    name: str
    institution: str
    issuer: str
    client_id: str
    secret: str = ""


def read_providers(place: str) -> tuple[SignInProvider, ...]:
    """Read the file; ValueError says which line of it is wrong."""
    if not place:
        return ()
    raw = yaml.safe_load(Path(place).read_text(encoding="utf-8")) or []
    found = tuple(_read(entry, place) for entry in raw)
    if len({one.id for one in found}) != len(found):
        raise ValueError(f"{place}: dua penyedia memakai id yang sama")
    return found


def as_library_reads(providers: tuple[SignInProvider, ...]) -> dict[str, Any]:
    """Give the same in the words of the sign-in library: code flow with PKCE, and no claim beyond the subject."""
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": one.id,
                    "name": one.name,
                    "client_id": one.client_id,
                    "secret": one.secret,
                    "settings": {
                        "server_url": one.issuer,
                        "fetch_userinfo": False,
                        "scope": ["openid"],
                        "oauth_pkce_enabled": True,
                    },
                }
                for one in providers
            ],
        }
    }


def _read(entry: Any, place: str) -> SignInProvider:
    if (
        not isinstance(entry, dict)
        or set(entry) - _KNOWN
        or any(not isinstance(entry.get(key), str) for key in _NEEDED)
    ):
        raise ValueError(f"{place}: setiap penyedia memerlukan {', '.join(_NEEDED)}, dan tidak mengenal kunci lain")
    if not _ID.fullmatch(entry["id"]):
        raise ValueError(f"{place}: id penyedia tidak cocok: {entry['id']!r}")
    issuer = urlsplit(entry["issuer"])
    if issuer.scheme != "https" and not (issuer.scheme == "http" and issuer.hostname in _HERE):
        raise ValueError(f"{place}: issuer {entry['id']} harus https://")
    secret = os.environ.get(entry["secret_env"], "") if entry.get("secret_env") else ""
    if entry.get("secret_env") and not secret:
        raise ValueError(f"{place}: variabel {entry['secret_env']} kosong")
    if entry.get("secret_file"):
        secret = Path(entry["secret_file"]).read_text(encoding="utf-8").strip()
    return SignInProvider(**{key: entry[key] for key in _NEEDED}, secret=secret)
