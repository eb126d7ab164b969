"""What the eleven services have in common. A module enters here with its second user."""

__version__ = "0.1.0"
