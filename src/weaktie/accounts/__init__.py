"""Who uses weaktie: users and what they prefer."""
