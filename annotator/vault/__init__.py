"""A vault: a library as a folder of linked notes, and what users write there, read back.

Pure: values and texts in, texts and values out; nothing here touches a file or the library.

- `values`: what a vault holds and what a note of it was when it was last written.
- `profiles`: how names, links and statements look in each kind of vault, one row each;
  `lines` and `callouts` are the two forms a statement has.
- `episode_note`, `topic_note`, `show_note`: the three kinds of note as text.
- `naming`: which file each note has; names stay once given.
- `blocks` takes a note apart without losing a byte, `merging` brings together what became of it
  in the file and in the library since it was written, `reading` says what a user changed;
  `states` are their values.
"""
