import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial"), ("cases", "0001_initial")]

    operations = [
        migrations.AlterField(
            "disposalitem",
            "case",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField("disposalitem", "other", models.UUIDField(blank=True, null=True)),
        migrations.AddConstraint(
            "disposalitem", models.UniqueConstraint(fields=("disposal", "other"), name="disposal_other_once")
        ),
        migrations.AddConstraint(
            "disposalitem",
            models.CheckConstraint(
                condition=models.Q(("case__isnull", True), ("other__isnull", True), _connector="XOR"),
                name="disposal_item_one_thing",
            ),
        ),
    ]
