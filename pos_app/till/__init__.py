"""The application service: the one door for every command, of the window and of the RPC alike."""
