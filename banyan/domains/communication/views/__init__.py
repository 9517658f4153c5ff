"""The screens of the communication room that a register cannot say."""
