"""A small site of real news: some days of captured newspapers, polled and built by an editor's commands.

python tests/browser/replay_site.py --into DIR [--items 12]

The days are those of June 2020 with most to join, and one of forty days before, for what is old. $DIGEST_CORPUS names
the folder that has replay/; without it, shared/data beside the project.
"""

import argparse
import sys
import threading
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.replay import Server, Site, clock_after, first_items, snapshots

OLD = "2020-04-30"
DAYS = (OLD, "2020-06-08", "2020-06-09", "2020-06-10")
FEEDS = 6  # those that the corpus has of all these days
ITEMS = 6  # of each feed and day: about 140 articles, so that a page of every kind is there


def build(into: Path, items: int = ITEMS) -> Path:
    """Makes the site below `into`, which must not be there yet; returns the folder of its pages."""
    server = Server()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    captured = snapshots(FEEDS)
    site = Site(into, server, list(captured))
    for day in DAYS:
        for name, files in captured.items():
            server.bodies[f"/{name}"] = first_items(files[day].read_bytes(), items)
        site.poll(clock_after(day))
    server.shutdown()
    server.server_close()
    site.build(clock_after(DAYS[-1]))
    return site.output


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Builds a site of some days of real newspapers.")
    parser.add_argument("--into", type=Path, required=True, help="a folder that is not there yet")
    parser.add_argument("--items", type=int, default=ITEMS, help="of each feed and day")
    options = parser.parse_args(arguments)
    begun = datetime.now().astimezone()
    print(f"{build(options.into, options.items)} ({(datetime.now().astimezone() - begun).total_seconds():.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
