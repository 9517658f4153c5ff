"""The law of mending: plain values in, a value or a refusal out."""
