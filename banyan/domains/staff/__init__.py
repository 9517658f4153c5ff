"""Staff: the establishment and who fills it.

Units and the areas they serve, posts filled or vacant, the people employed and what they are qualified for,
who stands above whom, and how many residents each worker has to look after.
"""
