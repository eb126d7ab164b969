"""Which moments of a call are worth a coach's minute: rules as data, each moment with its evidence."""
