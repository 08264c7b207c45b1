"""What a reading asserts, cut into claims with their quote, clocks, stance and numbers. Makes no entries."""
