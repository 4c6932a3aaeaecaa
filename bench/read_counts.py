"""Opens the pages of officers inside the product and prints how many questions each put to the database."""

from __future__ import annotations

import sys

import django


def main() -> None:
    """Print: what, count, limit. The count is of statements that read, the session's own among them."""
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from sbt.cases.models import Case
    from sbt.people.acting import reading
    from sbt.people.actor import JOBS
    from sbt.people.factors import RECORDS
    from sbt.people.models import Posting
    from sbt.people.tokens import give_token
    from sbt.project import clock

    email, institution = sys.argv[1:3]
    posting = Posting.objects.select_related("officer").get(officer__email=email, institution=institution)
    with reading(JOBS):
        ref = Case.objects.filter(ref__startswith="NET-").values_list("ref", flat=True).order_by("id")[0]
    officer, caller = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    officer.force_login(posting.officer)
    session = officer.session
    session["penugasan"] = str(posting.id)
    session[RECORDS] = [{"method": "mfa", "at": clock.real_now().timestamp()}]
    session.save()
    token = {"authorization": f"Bearer {give_token(posting, now=clock.real_now(), days=1)}"}
    asked = (
        ("Work list, HTML", lambda: officer.get("/tugas"), 6),
        ("Work list, JSON", lambda: caller.get("/api/v1/cases?size=100", headers=token), 6),
        ("Case, HTML", lambda: officer.get(f"/kasus/{ref}"), 10),
        ("Case, JSON", lambda: caller.get(f"/api/v1/cases/{ref}", headers=token), 10),
    )
    for what, ask, limit in asked:
        ask()
        with CaptureQueriesContext(connection) as caught:
            answer = ask()
        if answer.status_code != 200:
            raise RuntimeError(what, answer.status_code)
        count = sum(not one["sql"].startswith(("BEGIN", "COMMIT")) for one in caught.captured_queries)
        print(f'"{what}",{count},{limit}')


if __name__ == "__main__":
    sys.exit(main())
