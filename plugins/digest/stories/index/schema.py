"""The tables of the index of stories."""

from typing import Final

# Moments are microseconds from 1970. Days are written as in "2026-11-22". Records are as `packing` packs them.
# What a site shows is in events, event_articles, days, subjects, earlier_stories, joins and former_stories.
SCHEMA: Final = """
CREATE TABLE story_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, moment INTEGER NOT NULL, source TEXT NOT NULL,
    path TEXT NOT NULL, day TEXT NOT NULL, column_key INTEGER NOT NULL, beginning_key INTEGER NOT NULL,
    slug_key INTEGER NOT NULL, genre TEXT NOT NULL, features BLOB NOT NULL, issue_keys BLOB NOT NULL,
    digest BLOB NOT NULL
);
CREATE INDEX reports_by_moment ON reports (moment, id);
CREATE INDEX reports_by_source ON reports (source, moment, id);
CREATE INDEX reports_by_day ON reports (day);
CREATE INDEX reports_by_path ON reports (path);
CREATE INDEX reports_by_column ON reports (column_key, moment);
CREATE INDEX reports_by_beginning ON reports (beginning_key, moment);
CREATE INDEX reports_by_slug ON reports (slug_key);
CREATE TABLE report_records (id TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE reissues (id TEXT PRIMARY KEY, first TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX reissues_by_first ON reissues (first);
CREATE TABLE report_features (id TEXT PRIMARY KEY, moment INTEGER NOT NULL, record BLOB NOT NULL, vector BLOB);
CREATE INDEX report_features_by_moment ON report_features (moment);
CREATE TABLE clustering_states (
    moment INTEGER NOT NULL, id TEXT NOT NULL, seen INTEGER NOT NULL, digest BLOB NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (moment, id)
);
CREATE TABLE clustered (
    first TEXT PRIMARY KEY, slug TEXT NOT NULL, latest INTEGER NOT NULL, basis BLOB NOT NULL, record BLOB NOT NULL,
    joins BLOB NOT NULL
);
CREATE INDEX clustered_by_slug ON clustered (slug);
CREATE INDEX clustered_by_latest ON clustered (latest);
CREATE TABLE clustered_articles (article TEXT PRIMARY KEY, first TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX clustered_articles_by_first ON clustered_articles (first);
CREATE TABLE decided_slugs (slug TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE decided_articles (article TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (article, decision))
    WITHOUT ROWID;
CREATE TABLE former_stories (slug TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stories (
    slug TEXT PRIMARY KEY, day TEXT NOT NULL, record BLOB NOT NULL, digest BLOB NOT NULL
);
CREATE INDEX stories_by_day ON stories (day);
CREATE TABLE story_articles (article TEXT PRIMARY KEY, slug TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX story_articles_by_slug ON story_articles (slug);
CREATE TABLE joins (slug TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE events (
    lead TEXT PRIMARY KEY, day TEXT NOT NULL, latest INTEGER NOT NULL, latest_id TEXT NOT NULL, slug TEXT,
    record BLOB NOT NULL, digest BLOB NOT NULL, rank BLOB, rank_digest BLOB
);
CREATE INDEX events_by_day ON events (day);
CREATE INDEX events_by_latest ON events (latest, latest_id);
CREATE INDEX events_by_slug ON events (slug);
CREATE TABLE event_articles (article TEXT PRIMARY KEY, lead TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX event_articles_by_lead ON event_articles (lead);
CREATE TABLE days (day TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE story_terms (
    slug TEXT PRIMARY KEY, day TEXT NOT NULL, begun INTEGER NOT NULL, basis BLOB NOT NULL, terms BLOB NOT NULL
);
CREATE INDEX story_terms_by_begun ON story_terms (begun, slug);
CREATE INDEX story_terms_by_day ON story_terms (day);
CREATE TABLE earlier_stories (slug TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE day_words (
    day TEXT PRIMARY KEY, event_count INTEGER NOT NULL, unknown BLOB NOT NULL, events BLOB NOT NULL
);
CREATE TABLE subject_states (day TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE subjects (day TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
"""
