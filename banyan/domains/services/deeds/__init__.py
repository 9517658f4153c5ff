"""Everything that changes something in the services room."""
