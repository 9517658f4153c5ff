"""A person as the floor keeps one."""

from django.db import models


class Entry(models.Model):
    """One row of the list."""

    number = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=80, db_index=True)
    sex = models.CharField(max_length=10)
    born_on = models.DateField(null=True)
    community = models.CharField(max_length=40, db_index=True)
    phone = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="active", db_index=True)

    class Meta:
        app_label = "app"

    def __str__(self) -> str:
        return self.number
