"""What each institution may know of a case lies with its desk and with the file."""

from django.db import migrations, models

_DESKS = """
update cases_desk as desk set due_zone = found.due_zone, due_term = found.due_term
from cases_case as found where found.id = desk.case_id and desk.due_on = found.due_on
"""
_FILES = """
update cases_casefile as link set for_instansi = false, released_to = jsonb_build_array(found.instansi)
from cases_case as found
where found.id = link.case_id and link.for_instansi and link.title = 'lepas_berkas.files'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_assignment")]

    operations = [
        migrations.AddField("desk", "due_zone", models.CharField(blank=True, max_length=4)),
        migrations.AddField("desk", "due_term", models.CharField(blank=True, max_length=40)),
        migrations.AddField("casefile", "released_to", models.JSONField(blank=True, default=list)),
        migrations.RunSQL(_DESKS, migrations.RunSQL.noop),
        migrations.RunSQL(_FILES, migrations.RunSQL.noop),
    ]
