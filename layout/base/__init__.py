"""What everything stands on: lengths, errors, findings and their codes, the words of languages."""
