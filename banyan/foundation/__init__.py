"""What every floor above may lean on: plain Python about refusals, texts, dates, money and tables.

Nothing here knows Django, the database or the time of day.
"""
