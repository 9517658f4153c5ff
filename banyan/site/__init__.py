"""The house switched on: settings, addresses, menu, roles and the command line."""
