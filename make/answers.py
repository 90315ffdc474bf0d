"""Does the server at this address answer? Exit 0 when it does: python make/answers.py URL"""
from __future__ import annotations

import sys

SECONDS = 3


def answers(url: str) -> bool:
    """Ask the server one small thing; postgresql://… and redis://… are known."""
    if url.startswith("redis"):
        import redis

        return bool(redis.Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS).ping())
    import psycopg

    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(plain, connect_timeout=SECONDS) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


if __name__ == "__main__":
    try:
        answered = answers(sys.argv[1])
    except Exception as refused:  # whatever the reason, it does not answer
        print(str(refused).strip().splitlines()[0], file=sys.stderr)
        answered = False
    sys.exit(not answered)
