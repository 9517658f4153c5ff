"""The tables an agency brings: units, areas, population, establishment and rosters."""
