-- A transcript may be read as it was written, its cleaning taken back.

ALTER TABLE transcript ADD COLUMN as_written INTEGER NOT NULL DEFAULT 0;
