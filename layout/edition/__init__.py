"""The edition as the editor wrote it: the models, the readers, the checks."""
