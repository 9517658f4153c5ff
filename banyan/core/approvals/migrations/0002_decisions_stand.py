from django.db import migrations

from banyan.core.approvals.triggers import decisions_stand


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial")]
    operations = [decisions_stand()]
