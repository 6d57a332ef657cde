"""Loading a graph and asking it questions."""
