"""The field rules. Form, spreadsheet row and JSON body are read by the same readers."""

from banyan.foundation.readers.base import ColumnReading, Finding, Reader, Reading, Severity, error, warning
from banyan.foundation.readers.cells import NumberCell, as_cell
from banyan.foundation.readers.choices import Choice, Flag, Multi, Reference, folded, sex
from banyan.foundation.readers.dates import Clock, Date, YearMonth
from banyan.foundation.readers.numbers import Decimal_, Integer, Percent
from banyan.foundation.readers.people import IdNumber, Phone
from banyan.foundation.readers.texts import Code, PersonName, Text

__all__ = [
    "Choice", "Clock", "Code", "ColumnReading", "Date", "Decimal_", "Finding", "Flag", "IdNumber", "Integer", "Multi",
    "NumberCell", "Percent", "PersonName", "Phone", "Reader", "Reading", "Reference", "Severity", "Text",
    "YearMonth", "as_cell", "error", "folded", "sex", "warning",
]  # fmt: skip
