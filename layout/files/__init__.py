"""Files and folders: read safely, as text and YAML, checked against models; written whole; kept in a cache."""
