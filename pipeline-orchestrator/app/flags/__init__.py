"""What can be switched on and off while it runs, for all or for a tenant, through OpenFeature."""
