"""Who is calling, how often they may, at most once, and the trail of what they changed."""
