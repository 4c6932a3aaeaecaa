from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("sealing", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="sealedidentity",
            name="choice",
            field=models.CharField(default="rahasia", max_length=10),
            preserve_default=False,
        ),
    ]
