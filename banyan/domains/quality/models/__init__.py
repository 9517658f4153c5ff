"""What the quality room keeps."""
