"""What the eight services have in common. A module enters here with its second user."""
