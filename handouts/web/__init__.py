"""The browser's face: pages on 127.0.0.1 for one person at this machine."""
