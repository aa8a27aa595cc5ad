"""The ports: bytes in and out of sockets. They decide nothing; they ask."""
