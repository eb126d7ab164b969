"""What is taught on the frame classifiers: a package a head."""
