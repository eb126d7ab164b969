"""Events on their way: from the table of facts onto a bus, from there to consumers, and what could not be handled again."""
