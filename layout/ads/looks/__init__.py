"""The looks of display ads: a table of what each does, and the engine that composes all of them."""
