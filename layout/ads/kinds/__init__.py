"""The kinds of ad that are drawn here, a module a kind."""
