"""Language models behind OpenAI-compatible endpoints: how one is reached, asked, and held to a budget. What it says is judged by who asks."""
