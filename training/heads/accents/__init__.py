"""What learners say in place of an American phone."""
