"""Who is who: units, people, posts, appointments, roles, grants, and the actor they make."""
