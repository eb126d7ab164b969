"""What raters would say."""
