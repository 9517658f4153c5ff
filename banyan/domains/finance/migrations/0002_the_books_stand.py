from django.db import migrations

from banyan.domains.finance.triggers import books_stand


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]

    operations = [books_stand()]
