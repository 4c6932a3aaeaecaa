"""How a PostgreSQL is reached: one address, in the three forms that the product needs. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg.conninfo import make_conninfo


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a PostgreSQL is, and as whom we come."""

    host: str
    port: str
    name: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def as_setting(self) -> dict[str, object]:
        """The same, as an entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": self.port,
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            # without a threshold psycopg would plan anew even what we ask it to prepare; Django's own cursors never do
            "OPTIONS": {"prepare_threshold": 5, **dict(self.options)},
        }

    def as_conninfo(self) -> str:
        """The same, as psycopg.connect takes it."""
        return make_conninfo(
            host=self.host,
            port=self.port,
            dbname=self.name,
            user=self.user,
            password=self.password,
            **dict(self.options),
        )


def read_url(url: str) -> Address:
    """Take a postgresql:// address apart; ValueError when it is none."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("alamat basis data harus berbentuk postgresql://nama:sandi@mesin:5432/basisdata")
    options = dict(parse_qsl(parts.query))
    return Address(
        host=options.pop("host", "") or unquote(parts.hostname or ""),
        port=str(parts.port or options.pop("port", "5432")),
        name=unquote(parts.path.strip("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple(sorted(options.items())),
    )
