"""What one test remembers is forgotten by the next."""

import pytest


@pytest.fixture(autouse=True)
def fresh_memory():
    """Years remembered for the frame belong to the database of one test."""
    from banyan.domains.projects.queries import years

    years.forget()
