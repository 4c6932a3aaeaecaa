"""Mints the tokens by which bare SQL names itself to the database: that of a posting, and the public's."""

from __future__ import annotations

import sys

import django


def main() -> None:
    """Print both tokens."""
    django.setup()
    from sbt.people.actor import PUBLIC, actor_for
    from sbt.people.models import Posting
    from sbt.people.wall_tokens import token_of
    from sbt.rulebook.current import law

    posting = Posting.objects.get(id=sys.argv[1])
    print(token_of(actor_for(posting, law().book.commons)), token_of(PUBLIC))


if __name__ == "__main__":
    sys.exit(main())
