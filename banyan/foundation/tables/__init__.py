"""Tables that people bring: CSV in UTF-8 or GB18030, XLSX. One sentence when a file cannot be read."""

from banyan.foundation.tables.opening import Table, check_table, open_table
from banyan.foundation.tables.refusals import UnreadableTable

__all__ = ["Table", "UnreadableTable", "check_table", "open_table"]
