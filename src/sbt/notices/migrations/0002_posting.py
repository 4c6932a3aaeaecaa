"""A notice may be for one posting alone: whoever read a case is told that its accused was cleared."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [migrations.AddField("notice", "posting", models.CharField(max_length=40, blank=True, default=""), preserve_default=False)]
