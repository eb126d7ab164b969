"""What the networks of the GPU engines take on a card."""
