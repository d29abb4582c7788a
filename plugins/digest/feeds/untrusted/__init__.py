"""Text and URLs that strangers give, made safe. All other packages of feeds use it; it knows none of them.

plain_text            text without harmful characters, and on one line where a line is wanted
urls                  URLs made absolute, brought to one form, and compared
  feed_urls             URLs of feeds with a scheme of their own, or with none
  tracking_parameters   parameters that only say where a reader came from
"""
