"""What goes over the wire: a form comes in; what /convert answers is shared.contracts.Conversion."""
