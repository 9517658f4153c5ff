import django.db.models.deletion
from django.db import migrations, models

import banyan.core.fields
import banyan.core.records


def let_go_of_what_waits(apps, schema_editor):
    """Files that wait in the former shape, every row by itself, are brought again."""
    waiting = apps.get_model("importing", "Import").objects.filter(state__in=("staged", "checked", "writing"))
    apps.get_model("importing", "ImportRow").objects.filter(imported__in=waiting).delete()
    waiting.update(state="dropped")


class Migration(migrations.Migration):
    dependencies = [
        ("importing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportSlice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=banyan.core.records.new_public_id, editable=False)),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("cells", banyan.core.fields.EncryptedText(blank=True, default="")),
                (
                    "imported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slices",
                        to="importing.import",
                    ),
                ),
            ],
            options={
                "verbose_name": "rows of an import",
                "constraints": [
                    models.UniqueConstraint(fields=("imported", "first"), name="import_slice_once")
                ],
            },
        ),
        migrations.RunPython(let_go_of_what_waits, migrations.RunPython.noop),
    ]
