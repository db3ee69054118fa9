"""A ready-made ad mended for the press: what its maker left in it that plates cannot take is put right, and told.

Everything here works on the copy that `layout.pdf.allowlist` makes, never on the file that came.
"""
