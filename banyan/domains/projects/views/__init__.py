"""The screens of the projects room that people live in: the cockpit and the indicator ledger."""
