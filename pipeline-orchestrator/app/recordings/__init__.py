"""Recordings: received without waiting, put into the inbox, taken in, looked for, and the custom fields their tenant keeps beside them."""
