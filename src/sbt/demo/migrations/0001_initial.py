from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Played',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('day', models.PositiveSmallIntegerField()),
                ('days', models.PositiveSmallIntegerField()),
                ('finished', models.BooleanField(default=False)),
                ('plan', models.CharField(max_length=64)),
                ('opened', models.JSONField(default=dict)),
            ],
        ),
    ]
