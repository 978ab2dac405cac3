"""What a verb, a button and a test all call, one module for each thing that staff do."""
