"""From an edition folder to finished pages: the stages in order, the jobs, the cache, what is told and kept."""
