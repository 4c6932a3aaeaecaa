"""Cases against an institution's own staff are marked on its desk, so that they can be left out of its counts."""

from django.db import migrations, models

_MARK = """
update cases_desk as desk set own_staff = true from cases_case as "case"
where "case".id = desk.case_id and "case".instansi = desk.institution and not "case".released
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_accused_code")]

    operations = [
        migrations.AddField("desk", "own_staff", models.BooleanField(default=False, db_default=False)),
        migrations.RunSQL(_MARK, migrations.RunSQL.noop),
        migrations.AddIndex(
            "desk",
            models.Index(fields=["institution"], name="desk_own_staff", condition=models.Q(own_staff=True)),
        ),
    ]
