"""How passwords are hashed: Argon2id, 19 MiB, two passes, one lane (OWASP's size, not Django's 100 MiB)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with stated parameters, so that a morning's sign-ins fit on a small machine."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
