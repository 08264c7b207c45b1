"""Long proofs of what SECURITY.md promises: far more inputs, faults and strings than the test suite has time for."""
