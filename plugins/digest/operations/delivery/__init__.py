"""Delivery: sends digests and hits of watches by mail and to webhooks, each once: `invoke deliver`.

    __main__            the command line
      delivery_run        what is due -> what is sent; a way that fails keeps no other from being used
        due_letters         what is due to each recipient, from the archive and the journal
        delivery_journal    content/deliveries.jsonl: what was begun, sent and failed
      delivery_ways       hands each letter to its way
        mail_sending        by SMTP
        webhook_sending     to an address: JSON that is signed, ntfy, Matrix
      delivery_secrets    addresses, tokens and passwords from the environment
      delivery_file       content/delivery.toml: what goes to whom

A letter is noted in the journal, flushed to the disk, before it is sent and again when it has arrived. So a run that is
killed in between sends that letter again, under the same key: the id of a mail (Message-ID), `webhook-id`, Matrix'
transaction. Receivers drop doubles by it. Nothing else is ever sent twice, and nothing is lost.
"""
