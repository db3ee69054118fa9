"""Ads: each drawn as a vector PDF of exactly the size of its box."""
