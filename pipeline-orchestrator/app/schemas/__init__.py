"""What goes over the wire, and the records that pass between the rooms."""
