"""Models on a Triton inference server: who asks one, and the model repository that it serves (`python -m shared.triton`)."""
