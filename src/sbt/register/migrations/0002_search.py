"""One index answers both searches of the register; the two that LIKE would need are dropped: nobody asks with LIKE."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models

DROP_LIKE_INDEXES = """
DO $$ DECLARE name text;
BEGIN
    FOR name IN SELECT indexname FROM pg_indexes WHERE tablename = 'register_asn' AND indexname LIKE '%\\_like' LOOP
        EXECUTE format('DROP INDEX %I', name);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):

    dependencies = [("register", "0001_initial")]

    operations = [
        BtreeGinExtension(),
        migrations.RemoveIndex(model_name="asn", name="asn_name_trgm"),
        migrations.AlterField(model_name="asn", name="instansi", field=models.CharField(max_length=40)),
        migrations.RunSQL(DROP_LIKE_INDEXES, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="asn",
            index=GinIndex(
                OpClass("instansi", name="text_ops"), OpClass("name_key", name="gin_trgm_ops"), name="asn_search"
            ),
        ),
        migrations.AddIndex(model_name="asn", index=models.Index(fields=["name_key"], name="asn_name")),
    ]
