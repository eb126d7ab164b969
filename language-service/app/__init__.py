"""Which language a text is in, and what a transcript looks like written down."""
