"""The tables of the index of stories."""

from typing import Final

# Moments are microseconds from 1970. Days are written as in "2026-11-22". Records are as `packing` packs them.
# What a site shows is in story_events, story_event_articles, story_days, story_subjects, story_earlier, story_joins and
# story_former.
SCHEMA: Final = """
CREATE TABLE story_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE story_reports (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, moment INTEGER NOT NULL, source TEXT NOT NULL,
    path TEXT NOT NULL, day TEXT NOT NULL, column_key INTEGER NOT NULL, beginning_key INTEGER NOT NULL,
    slug_key INTEGER NOT NULL, genre TEXT NOT NULL, features BLOB NOT NULL, issue_keys BLOB NOT NULL,
    digest BLOB NOT NULL
);
CREATE INDEX story_reports_by_moment ON story_reports (moment, id);
CREATE INDEX story_reports_by_source ON story_reports (source, moment, id);
CREATE INDEX story_reports_by_day ON story_reports (day);
CREATE INDEX story_reports_by_path ON story_reports (path);
CREATE INDEX story_reports_by_column ON story_reports (column_key, moment);
CREATE INDEX story_reports_by_beginning ON story_reports (beginning_key, moment);
CREATE INDEX story_reports_by_slug ON story_reports (slug_key);
CREATE TABLE story_texts (id TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE story_reissues (id TEXT PRIMARY KEY, first TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX story_reissues_by_first ON story_reissues (first);
CREATE TABLE story_features (id TEXT PRIMARY KEY, moment INTEGER NOT NULL, record BLOB NOT NULL, vector BLOB);
CREATE INDEX story_features_by_moment ON story_features (moment);
CREATE TABLE story_clustering (
    moment INTEGER NOT NULL, id TEXT NOT NULL, seen INTEGER NOT NULL, digest BLOB NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (moment, id)
);
CREATE TABLE story_clustered (
    first TEXT PRIMARY KEY, slug TEXT NOT NULL, latest INTEGER NOT NULL, basis BLOB NOT NULL, record BLOB NOT NULL,
    joins BLOB NOT NULL
);
CREATE INDEX story_clustered_by_slug ON story_clustered (slug);
CREATE INDEX story_clustered_by_latest ON story_clustered (latest);
CREATE TABLE story_clustered_articles (article TEXT PRIMARY KEY, first TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX story_clustered_articles_by_first ON story_clustered_articles (first);
CREATE TABLE story_decided_slugs (slug TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE story_decided_articles (article TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (article, decision))
    WITHOUT ROWID;
CREATE TABLE story_former (slug TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stories (
    slug TEXT PRIMARY KEY, day TEXT NOT NULL, record BLOB NOT NULL, digest BLOB NOT NULL
);
CREATE INDEX stories_by_day ON stories (day);
CREATE TABLE story_articles (article TEXT PRIMARY KEY, slug TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX story_articles_by_slug ON story_articles (slug);
CREATE TABLE story_joins (slug TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE story_events (
    lead TEXT PRIMARY KEY, day TEXT NOT NULL, latest INTEGER NOT NULL, latest_id TEXT NOT NULL, slug TEXT,
    several INTEGER NOT NULL, record BLOB NOT NULL, digest BLOB NOT NULL, rank BLOB, rank_digest BLOB,
    first TEXT NOT NULL, independent INTEGER NOT NULL
);
CREATE INDEX story_events_by_day ON story_events (day);
CREATE INDEX story_events_by_latest ON story_events (latest, latest_id);
CREATE INDEX story_events_by_slug ON story_events (slug);
CREATE TABLE story_event_articles (article TEXT PRIMARY KEY, lead TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX story_event_articles_by_lead ON story_event_articles (lead);
CREATE TABLE story_days (day TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE story_places (day TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE story_terms (
    slug TEXT PRIMARY KEY, day TEXT NOT NULL, begun INTEGER NOT NULL, basis BLOB NOT NULL, terms BLOB NOT NULL
);
CREATE INDEX story_terms_by_begun ON story_terms (begun, slug);
CREATE INDEX story_terms_by_day ON story_terms (day);
CREATE TABLE story_earlier (slug TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE story_day_words (
    day TEXT PRIMARY KEY, event_count INTEGER NOT NULL, unknown BLOB NOT NULL, events BLOB NOT NULL
);
CREATE TABLE story_subject_states (day TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE story_subjects (day TEXT PRIMARY KEY, record BLOB NOT NULL, digest BLOB NOT NULL);
"""
