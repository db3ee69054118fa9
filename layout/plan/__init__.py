"""From an edition to planned pages: the planner is told what it needs, and its answers are kept."""
