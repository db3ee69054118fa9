"""What a template and a press condition say: tokens, fonts, limits. The one source of every measure."""
