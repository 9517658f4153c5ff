"""The frame, parts and words that every screen is made of; shows what it is handed and decides nothing."""
