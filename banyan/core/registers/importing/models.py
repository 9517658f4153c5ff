"""A file on its way in: what was brought, its rows, and how its columns were understood last time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.fields import EncryptedText
from banyan.core.records import Kept, new_public_id


class Import(Kept):
    """One file that somebody brings. Nothing of it is a record before it is applied, and it is applied once."""

    class State(models.TextChoices):
        STAGED = "staged", _("being read")
        CHECKED = "checked", _("checked, nothing written yet")
        WRITING = "writing", _("being written, a thousand rows at a time")
        APPLIED = "applied", _("written")
        DROPPED = "dropped", _("dropped")

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    register = models.CharField(_("register"), max_length=80)
    project_id = models.UUIDField(_("project"), null=True, blank=True)
    filename = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    brought_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(_("brought at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STAGED, db_index=True)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    about = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    good = models.PositiveIntegerField(_("good rows"), default=0)
    accepted = models.PositiveIntegerField(_("accepted"), default=0)
    report = models.JSONField(default=dict)

    silent_fields = ("id", "public_id", "headers", "mapping", "about", "report")

    class Meta:
        verbose_name = _("import")

    def __str__(self) -> str:
        return self.filename


class ImportSlice(models.Model):
    """Up to a thousand rows of a file that waits, sealed: as they were written and as they were understood."""

    imported = models.ForeignKey(Import, models.CASCADE, related_name="slices")
    public_id = models.UUIDField(default=new_public_id, editable=False)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    cells = EncryptedText()

    class Meta:
        verbose_name = _("rows of an import")
        constraints = [models.UniqueConstraint(fields=("imported", "first"), name="import_slice_once")]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class ImportRow(models.Model):
    """A row on which something was found: as it stands in the file, sealed, with the findings."""

    imported = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    public_id = models.UUIDField(default=new_public_id, editable=False)
    line = models.PositiveIntegerField()
    cells = EncryptedText()
    findings = models.JSONField(default=list)
    good = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("row of an import")
        constraints = [models.UniqueConstraint(fields=("imported", "line"), name="import_row_once")]
        indexes = [models.Index(fields=("imported", "good"))]

    def __str__(self) -> str:
        return str(self.line)


class ColumnMapping(models.Model):
    """Which header of a unit's files means which column, as somebody decided once."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, related_name="+")
    register = models.CharField(max_length=80)
    header = models.CharField(max_length=120)
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("remembered column")
        constraints = [models.UniqueConstraint(fields=("unit", "register", "header"), name="mapping_once")]

    def __str__(self) -> str:
        return f"{self.header} → {self.name}"


class Remark(Kept):
    """A warning that let its row in: it stays on the record until somebody settles it."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    model = models.CharField(max_length=80)
    object_id = models.UUIDField()
    column = models.CharField(_("column"), max_length=80)
    code = models.CharField(_("kind"), max_length=40)
    said = models.JSONField(default=dict)
    noted_at = models.DateTimeField(_("noted at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.CharField(_("settled by"), max_length=80, blank=True, default="")
    settlement = models.CharField(_("how it was settled"), max_length=200, blank=True, default="")

    silent_fields = ("id", "public_id", "said")

    class Meta:
        verbose_name = _("open question")
        indexes = [models.Index(fields=("model", "object_id"))]
        constraints = [
            models.UniqueConstraint(fields=("model", "object_id", "column", "code"), name="remark_once")
        ]

    def __str__(self) -> str:
        return self.code
