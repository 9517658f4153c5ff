"""What the books themselves say against the rules, voucher by voucher."""

from banyan.domains.finance.rules.findings.elsewhere import Records
from banyan.domains.finance.rules.findings.finding import Finding
from banyan.domains.finance.rules.findings.looking import Frame, look

__all__ = ["Finding", "Frame", "Records", "look"]
