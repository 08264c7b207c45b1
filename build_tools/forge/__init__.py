"""What a forge (GitHub) is told of a proposed change. Standard library only: it runs beside a token, with nothing installed."""
