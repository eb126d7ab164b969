"""What the voices cost, how clear they are, and how near a conversion comes to the speaker."""
