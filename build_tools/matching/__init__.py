"""Reading across sources: which entries tell of one event, which texts are copies, which answers conflict. Pure."""
