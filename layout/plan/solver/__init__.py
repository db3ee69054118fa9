"""The solver: which rectangle of the grid every story and ad of a page gets. Integers in grid units only."""
