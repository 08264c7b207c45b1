"""What many pages ask for, worked out once: who speaks, who is named, where places lie."""
