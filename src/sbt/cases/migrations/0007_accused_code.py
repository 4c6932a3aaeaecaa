"""The codes with which the accused open their own page."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_conflicted")]

    operations = [
        migrations.CreateModel(
            name="AccusedCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("opener_hash", models.BinaryField(unique=True)),
                ("institution", models.CharField(max_length=40)),
                ("posting", models.CharField(max_length=40)),
                ("issued_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accused_codes",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "issued_on"], name="accused_code_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(ended_on__isnull=True), fields=["case"], name="accused_code_once"
                    )
                ],
            },
        ),
    ]
