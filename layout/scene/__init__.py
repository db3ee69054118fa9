"""The display list of a page: what is drawn, as frozen data, between those who compose and those who draw."""
