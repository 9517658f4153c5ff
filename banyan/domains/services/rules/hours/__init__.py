"""Working hours: raw minutes as they were, and what of them counts by the contract (services.md §5)."""
