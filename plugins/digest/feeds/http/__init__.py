"""Fetches one document over HTTP, with limits on everything that the server decides.

A URL, the validators of the last response and the editor's settings come in. A Response, NotModified, or an error for
the editor goes out. An indented module is called by the one above it that is indented less:

    crawler            pages and pictures: one request at a time to a server, within its budget, with pauses of at
                       least `page_delay_s` and at most MAX_DELAY_S, whatever Crawl-delay it states
      run_time           the time that a run has; the rest is left for the next run
      robots_rules       the rules of the server's robots.txt
      fetch              one document, through redirects, within limits of time and size
        client_sessions    aiohttp's sessions of a run, and which of them a subscription may use
          proxies            the proxies that the environment names
          name_resolver      looks up names of servers, even if many get no answer
          public_addresses   limits connections to public addresses
            response_protocol  where a response begins and ends on its connection, whatever else the server sends
        content_encoding   gzip, deflate, br and zstd decoded within a limit
        cookies            the cookies of redirects, within one request
        freshness          how long a response is fresh, and when to poll again: Cache-Control, Expires, Retry-After
        http_errors        the reasons why there is no document, with advice to the editor
        responses          the records: what kind of document is asked for, validators, the response
    credentials        the credentials of a subscription
"""
