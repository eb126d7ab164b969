"""The diff itself: evidence in, judgement out."""
