"""What the login `sbt_app` may do with each table. A table without a line here fails a test.

`sbt migrate` grants exactly this after every migration; what is kept for ever also gets a trigger that refuses.
"""

from __future__ import annotations

READ = frozenset({"SELECT"})
APPEND = READ | {"INSERT"}
WRITE = APPEND | {"UPDATE"}
ERASE = WRITE | {"DELETE"}

FOR_EVER = frozenset(
    {
        "cases_caseevent",
        "people_peopleevent",
        "rulebook_publishedrulebook",
        "sealing_custodiankey",
        "sealing_keyact",
        "sealing_opening",
        "sealing_openingact",
    }
)
"""What nobody may change, not even its owner; texts and files beside it can still be erased where the law asks."""

TABLES: dict[str, frozenset[str]] = {
    # the framework
    "django_migrations": READ,
    "django_content_type": READ,
    "auth_permission": READ,
    "auth_group": READ,
    "auth_group_permissions": READ,
    # jobs: the worker takes and removes its own rows
    "procrastinate_jobs": ERASE,
    "procrastinate_events": ERASE,
    "procrastinate_periodic_defers": ERASE,
    "procrastinate_workers": ERASE,
    # this installation
    "project_installation": READ,
    "demo_played": APPEND,
    # officers
    "people_officer": WRITE,
    "people_posting": WRITE,
    "people_apitoken": ERASE,
    "people_keptanswer": ERASE,
    "people_refusedattempt": APPEND,
    "people_session": ERASE,
    "people_attempt": ERASE,
    "people_attemptkey": ERASE,
    "people_heldform": ERASE,
    "people_securityevent": APPEND,
    "people_lostfactor": WRITE,
    "people_proposal": WRITE,
    "people_peopleevent": APPEND,
    "people_enrolment": WRITE,
    "people_serviceclient": WRITE,
    "people_servicekey": WRITE,
    "people_usedassertion": ERASE,
    # second factors, and subjects of institutions' own providers
    "mfa_authenticator": ERASE,
    "socialaccount_socialaccount": ERASE,
    "socialaccount_socialapp": READ,
    "socialaccount_socialtoken": READ,
    "account_emailaddress": READ,
    "account_emailconfirmation": READ,
    # the law: published never changes, and only the owner publishes
    "rulebook_publishedrulebook": READ,
    # the register of civil servants is loaded by the owner
    "register_asn": READ,
    "register_subject": WRITE,
    # intake: a draft is gone at hand-in or after a day
    "intake_draft": ERASE,
    "intake_draftfile": ERASE,
    "intake_report": WRITE,
    "intake_question": APPEND,
    "intake_answer": APPEND,
    "intake_statement": APPEND,
    "intake_reprisal": WRITE,
    "intake_reprisalact": APPEND,
    "intake_pattern": APPEND,
    "intake_patternreport": APPEND,
    # sealed identities: nothing of them is ever changed
    "sealing_custodiankey": APPEND,
    "sealing_keyact": APPEND,
    "sealing_sealedidentity": APPEND,
    "sealing_opening": APPEND,
    "sealing_openingact": APPEND,
    "sealing_formalattestation": APPEND,
    # papers; the database refuses to delete a file that a case names
    "evidence_file": ERASE,
    "evidence_page": ERASE,
    "evidence_releasecopy": WRITE,
    "letters_letter": WRITE,
    "notices_notice": WRITE,
    # cases: what happened is never changed; the rest is what it left behind
    "cases_caseevent": APPEND,
    "cases_content": APPEND,
    "cases_case": WRITE,
    "cases_casefile": WRITE,
    "cases_caseletter": WRITE,
    "cases_casereport": WRITE,
    "cases_deadline": WRITE,
    "cases_decision": WRITE,
    "cases_decision_cases": WRITE,
    "cases_desk": ERASE,
    "cases_assignment": ERASE,
    "cases_accusedcode": WRITE,
    "cases_forwarding": WRITE,
    "cases_forwardingline": WRITE,
    "cases_incident": WRITE,
    # requests for public information, and what was done about each
    "information_request": WRITE,
    "information_act": APPEND,
    # who read what; what was proposed and approved to be erased
    "protection_reading": APPEND,
    "protection_disposal": APPEND,
    "protection_disposalitem": APPEND,
    "protection_disposalapproval": APPEND,
}


RETENTION: dict[str, frozenset[str]] = {
    "project_installation": READ,
    "rulebook_publishedrulebook": READ,
    "cases_case": READ,
    "cases_casereport": READ,
    "cases_forwarding": READ,
    "protection_disposalapproval": READ,
    **{
        table: READ | {"UPDATE"}
        for table in (
            *("cases_content", "cases_casefile", "cases_forwardingline", "register_subject", "intake_report"),
            *("intake_statement", "intake_answer", "intake_question", "evidence_file", "evidence_releasecopy"),
            *("protection_disposal", "protection_disposalitem"),
        )
    },
    **{
        table: READ | {"DELETE"}
        for table in (
            *("evidence_page", "sealing_sealedidentity", "protection_reading"),
            *("intake_reprisal", "intake_reprisalact", "cases_accusedcode"),
            *("information_request", "information_act"),
        )
    },
}
"""What the login that erases may do; events, letters and decisions are beyond it."""

PUBLIC = ("rulebook_publishedrulebook", "project_installation")
"""What the public reader may read; it writes nothing."""


def allowed(table: str) -> frozenset[str]:
    """What `sbt_app` may do with this table; a table nobody listed may be read and written, never emptied."""
    return TABLES.get(table, WRITE)
