-- The notes of a vault's episodes may be written by a template of the user's: its whole file, so
-- that the vault needs no other.

ALTER TABLE vault ADD COLUMN template TEXT NOT NULL DEFAULT '';
