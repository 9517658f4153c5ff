from django.db import migrations, models

from banyan.core.search import index


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=80)),
                ("object_id", models.UUIDField()),
                ("number", models.CharField(blank=True, db_index=True, max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("unit_id", models.BigIntegerField(null=True)),
                ("scope_id", models.UUIDField(null=True)),
            ],
            options={"verbose_name": "search entry"},
        ),
        migrations.AddConstraint(
            model_name="searchdoc",
            constraint=models.UniqueConstraint(fields=("model", "object_id"), name="search_doc_once"),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: index.create(schema_editor),
            lambda apps, schema_editor: index.drop(schema_editor),
        ),
    ]
