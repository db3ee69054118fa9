"""What is drawn, as frozen data: the shapes and lines of text that stand between composing and drawing."""
