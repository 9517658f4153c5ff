"""What went wrong, who mends it, and whether it helped: rectifications, inspections, reports of breaches."""
