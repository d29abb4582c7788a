"""One document of a server over HTTP, with limits on everything that the server decides.

In: a URL, the validators of the last response, the editor's settings. Out: a Response, NotModified, or an error for the
editor. A module knows those that are indented below it:

    crawler            pages and pictures: one request at a time to a server, with pauses, within its budget
      run_time           what time a run has, and what is left for the next one
      robots_rules       what the server's robots.txt allows
      fetch              one document, through redirects, within a time and a size
        client_sessions    aiohttp's sessions of a run, and which of them a subscription may use
          proxies            those that the environment names
          name_resolver      names of servers looked up, however many never get an answer
          public_addresses   the only addresses that are connected to
            response_protocol  where a response begins and ends on its connection, whatever else its server sends
        content_encoding   gzip, deflate, br and zstd decoded within a limit
        cookies            those that a redirect wants back, within one request
        freshness          how long a response holds, and when to come back: Cache-Control, Expires, Retry-After
        http_errors        why there is no document, and what the editor can do
        responses          the records: what kind of document is asked for, validators, the response
    credentials        what a subscription shows to its server
"""
