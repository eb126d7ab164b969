"""Events told to addresses of tenants: https://www.standardwebhooks.com."""
