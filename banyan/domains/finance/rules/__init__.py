"""What must be so about money, on plain values."""
