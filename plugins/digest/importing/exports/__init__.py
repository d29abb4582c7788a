"""Reads exports: of a newsroom's system, of WordPress, of other readers, saved pages.

A path comes in. Records go out, one after the other, each with its place in the file; what is damaged goes out as such.
`A <- B` means that A imports B:

    export_forms            what an export is, by its first bytes; its records
      export_files            files, gzip, zip and folders, opened safely  <- export_record
      json_records            the records of JSON files: on lines, in lists  <- byte_window, export_record
      record_fields           one JSON record -> item, by the names of its fields  <- export_record
      wordpress_export        WordPress' export (WXR) -> items  <- byte_window, json_records, export_record
      netnewswire_database    NetNewsWire's database -> items  <- export_record
    saved_pages             a saved HTML page -> item; in a process with limits  <- export_record
    byte_window             the bytes of a long file around the present record
    export_record           the records that go out, and why there is none
"""
