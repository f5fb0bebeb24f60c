"""The till without a screen: JSON-RPC 2.0 over stdin and stdout, one object a line."""
