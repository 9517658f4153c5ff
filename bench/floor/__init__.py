"""The floor: the least Django that could answer the same questions. No permissions, no layout, no trail."""
