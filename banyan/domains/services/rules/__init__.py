"""What must be so in the services room: plain decisions on plain values."""
