"""What the communication room keeps."""
