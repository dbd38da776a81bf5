"""Files of an administrator, line by line into cases; what is stored, and every check of it, is `sagsdata`'s."""
