"""The code of a certificate of volunteering: it fits these hours on this paper and nothing else."""

from __future__ import annotations

import base64
import hashlib
import hmac

from banyan.core import keys
from banyan.domains.services.models import VolunteerCertificate

_LENGTH = 12


def code_of(certificate: VolunteerCertificate) -> str:
    """The code of a certificate: it fits only these hours of this paper, so a changed figure no longer checks."""
    said = f"{certificate.public_id}|{certificate.number}|{certificate.hours:.2f}|{certificate.until.isoformat()}"
    made = hmac.new(keys.derived("volunteer certificate"), said.encode(), hashlib.sha256).digest()
    return base64.b32encode(made)[:_LENGTH].decode()
