"""What the voices of other languages than English say, by a second G2P and by a recogniser."""
