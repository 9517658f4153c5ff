from django.db import migrations

from banyan.domains.finance.triggers import nothing_goes_around, what_ended_stands


class Migration(migrations.Migration):
    dependencies = [("finance", "0010_what_was_agreed_stands")]

    operations = [what_ended_stands(), nothing_goes_around()]
