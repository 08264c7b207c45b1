"""What readers get is replaced as a whole, or file by file under a note; whoever was killed meanwhile is put right by the next."""
