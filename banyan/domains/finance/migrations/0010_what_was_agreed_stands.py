"""The tender's budget has a state of its own; what was agreed and released stands in the database."""

from django.db import migrations, models

from banyan.domains.finance.triggers import what_was_agreed_stands


class Migration(migrations.Migration):
    dependencies = [("finance", "0009_funds_for_named_uses")]

    operations = [
        migrations.AlterField(
            model_name="budget",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("tender", "kept as the tender's"),
                    ("effective", "in effect"),
                    ("superseded", "superseded"),
                ],
                default="draft",
                editable=False,
                max_length=12,
                verbose_name="state",
            ),
        ),
        what_was_agreed_stands(),
    ]
