"""A case says of itself whether a conflict of interest is flagged on it."""

from django.db import migrations, models

_MARKED = """
update cases_case as "case" set conflicted = true where exists (
    select 1 from cases_caseevent as event
    where event.case_id = "case".id and event.effects -> 'sets' @> '["benturan_kepentingan"]')
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_per_sight")]

    operations = [
        migrations.AddField("case", "conflicted", models.BooleanField(default=False, db_default=False)),
        migrations.RunSQL(_MARKED, migrations.RunSQL.noop),
    ]
