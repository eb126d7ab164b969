"""Pure parts of the diff service: edit alignment and rough spelling."""
