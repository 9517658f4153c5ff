from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0010_hotline"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="confidentiality",
            field=models.CharField(
                choices=[("L1", "L1: ordinary"), ("L2", "L2: internal"), ("L3", "L3: sensitive")],
                default="L2",
                editable=False,
                max_length=2,
                verbose_name="confidentiality",
            ),
        ),
    ]
