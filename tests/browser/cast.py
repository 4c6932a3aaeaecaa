"""Makes the accounts of the demo in an installation; run inside it, with their password."""

from __future__ import annotations

import os
import sys
from datetime import date

SINCE = date(2023, 1, 2)


def main(password: str) -> None:
    """One officer and posting for each account of the law's demo overlay; the posting ends with the institution."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbt.project.settings")
    import django

    django.setup()
    from sbt.demo.custodians import give_keys
    from sbt.people.acting import acting
    from sbt.people.actions import add_officer, end_posting, post_officer
    from sbt.people.actor import JOBS
    from sbt.people.demo_factor import give_demo_factor
    from sbt.project import clock
    from sbt.rulebook.current import law

    overlay = law().demo
    if overlay is None:
        raise SystemExit("the demo overlay was not published")
    with acting(JOBS, now=clock.now()):
        for account in overlay.accounts:
            officer = add_officer(account.email, account.name, password)
            give_demo_factor([officer])
            posting = post_officer(officer, account.institution, account.role, from_on=SINCE, decree="SK-UJI/2023")
            known = law().institution(account.institution)
            if known is not None and known.span.until is not None:
                end_posting(posting, on=known.span.until)
        give_keys(law(), clock.now())


if __name__ == "__main__":
    main(sys.argv[1])
