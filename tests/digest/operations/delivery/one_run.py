"""One run of a delivery to a webhook, which a test kills: python -m tests.digest.operations.delivery.one_run DIR URL"""

import sys
from dataclasses import replace
from pathlib import Path

from digest.archive.index_file import IndexFile
from digest.archive.questions.archive import Archive
from digest.operations.delivery import due_letters
from digest.operations.delivery.delivery_file import Deliveries, WebhookDelivery
from digest.operations.delivery.delivery_journal import DeliveryJournal
from digest.operations.delivery.delivery_run import DeliveryRun, recipients_of
from digest.operations.delivery.delivery_ways import DeliveryWays
from tests.digest.archive.small_records import SETTINGS
from tests.digest.operations.delivery.conftest import NOW

if __name__ == "__main__":
    folder, url = Path(sys.argv[1]), sys.argv[2]
    vars(due_letters)["MAX_HITS"] = 2
    deliveries = Deliveries(webhook=(WebhookDelivery(name="chat", url=url, send=("watches", "day")),))
    archive = Archive(IndexFile(folder / "archive.sqlite"), replace(SETTINGS, url="https://digest.example", base=""))
    journal = DeliveryJournal.read(folder / "deliveries.jsonl", NOW)
    ways = DeliveryWays(deliveries, "Site", lambda: NOW)
    DeliveryRun(archive, journal, ways.send, lambda: NOW).deliver(recipients_of(deliveries))
