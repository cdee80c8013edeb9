"""What a journey's data say: pure functions over records, no store, no numpy, no drawing."""
