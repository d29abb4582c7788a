"""Makes strangers' text and URLs safe. All other packages of feeds use this package, and it imports none of them.

plain_text            text without harmful characters, if wanted on one line
urls                  makes URLs absolute, normalises and compares them
  feed_urls             URLs of feeds with a special scheme, or with none
  tracking_parameters   parameters that only say where a reader came from
"""
