"""What documents of word processors have in common: what was walked, what is told of it, how it becomes a story."""
