"""PDF, read and written. With the ads' ready-made files, the only place in the program that knows pikepdf."""
