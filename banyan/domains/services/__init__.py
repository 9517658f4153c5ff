"""Services: the people we work for, and what we do with them.

Service users, households and consents; activities with plan, sign-in and summary.
"""
