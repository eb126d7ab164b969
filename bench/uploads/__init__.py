"""What damaged and treacherous uploads do to a running fleet."""
