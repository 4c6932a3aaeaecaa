from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("sealing", "0002_choice"),
    ]

    operations = [
        migrations.AddField(model_name="opening", name="instansi", field=models.JSONField(default=list)),
        migrations.AddField(model_name="opening", name="acted", field=models.JSONField(default=list)),
    ]
