"""Which habits of delivery are told of readers, natives and learners."""
