Feature: Opening
  A recording and its words become an episode, the same one however it is opened again.

  Scenario Outline: A recording opens with the transcript that lies beside it
    Given a recording "talk.wav"
    And its words as <format> in "<file>"
    When I press "Ctrl+O" and choose "talk.wav"
    Then the episode "talk" is open with 10 lines
    And line 3 begins at 0:08 and is spoken by "<speaker>"

    Examples:
      | format          | file      | speaker |
      | WebVTT          | talk.vtt  | Ben     |
      | SRT             | talk.srt  | Ben     |
      | Whisper JSON    | talk.json |         |
      | Podcasting JSON | talk.json | Ben     |

  Scenario: A transcript of another name is opened together with its recording
    Given a recording "talk.wav"
    And its words as SRT in "words.srt"
    When I press "Ctrl+O" and choose "talk.wav, words.srt"
    Then the episode "talk" is open with 10 lines
    And the library lists 1 episode

  Scenario: Opening the transcript finds the recording beside it
    Given a recording "talk.wav"
    And its words as SRT in "talk.en.srt"
    When I press "Ctrl+O" and choose "talk.en.srt"
    Then the open episode has its recording "talk.wav"

  Scenario: The content tells the format, not the name
    Given a recording "talk.wav"
    And its words as WebVTT in "talk.srt"
    When I press "Ctrl+O" and choose "talk.wav"
    Then the episode "talk" is open with 10 lines
    And line 3 begins at 0:08 and is spoken by "Ben"

  Scenario: The same recording opened twice is one episode, with its marks
    Given the talk is open
    And the cursor is on line 2
    And I press "Q"
    When I press "Ctrl+O" and choose "talk.wav"
    Then the library lists 1 episode
    And there is 1 mark

  Scenario: The same recording under another name in another folder is the same episode
    Given the talk is open
    And the cursor is on line 2
    And I press "Q"
    When the file "talk.wav" is moved to "elsewhere/renamed.wav"
    And I press "Ctrl+O" and choose "elsewhere/renamed.wav"
    Then the library lists 1 episode
    And the open episode has its recording "elsewhere/renamed.wav"
    And there is 1 mark

  Scenario: A recording without a transcript opens and can be marked
    Given a recording "alone.wav"
    When I press "Ctrl+O" and choose "alone.wav"
    Then the episode "alone" is open without words
    And I am told nothing

  Scenario: A transcript without a recording opens and can be marked
    Given its words as SRT in "words.srt"
    When I press "Ctrl+O" and choose "words.srt"
    Then the episode "words" is open with 10 lines
    And the open episode has no recording

  Scenario: A transcript comes later
    Given a recording "alone.wav"
    And I press "Ctrl+O" and choose "alone.wav"
    And its words as SRT in "late.srt"
    When I choose the transcript "late.srt"
    Then the episode "alone" is open with 10 lines

  Scenario: Another transcript takes the marks to their words; what is not found waits for review
    Given the talk is open
    And the cursor is on line 3
    And I press "Q"
    And the cursor is on line 7
    And I press "Q"
    And the words are said 2 seconds later, without line 7, in "better.vtt"
    When I choose the transcript "better.vtt"
    Then the mark "She said the dough tells you when it has had enough." begins at 0:10
    And the mark "To notice. The rest can be looked up." waits for review
    And I am told "1 mark was not found in the new transcript and kept for your review."

  Scenario: Undo goes back to the transcript before, marks and all
    Given the talk is open
    And the cursor is on line 3
    And I press "Q"
    And the words are said 2 seconds later, without line 7, in "better.vtt"
    When I choose the transcript "better.vtt"
    And I press "Ctrl+Z"
    Then line 7 says "To notice. The rest can be looked up."
    And the mark "She said the dough tells you when it has had enough." begins at 0:08

  Scenario: A recording that has moved is located; the marks stay
    Given the talk is open
    And the cursor is on line 2
    And I press "Q"
    And the file "talk.wav" is moved to "elsewhere/renamed.wav"
    When I locate the recording "elsewhere/renamed.wav"
    Then the open episode has its recording "elsewhere/renamed.wav"
    And there is 1 mark
    And I am told nothing

  Scenario: Another recording located is taken, and said to be another
    Given the talk is open
    And a recording "wrong.wav"
    When I locate the recording "wrong.wav"
    Then I am told "“wrong.wav” is another recording than before"
    And the open episode has its recording "wrong.wav"
    When I press "Ctrl+Z"
    Then the open episode has its recording "talk.wav"

  Scenario Outline: What is no recording and no transcript is told in one sentence
    Given a file "bad.mp3" of <content>
    When I press "Ctrl+O" and choose "bad.mp3"
    Then I am told "<sentence>"
    And the library lists 0 episodes

    Examples:
      | content     | sentence                       |
      | nothing     | “bad.mp3” is an empty file.    |
      | noise       | “bad.mp3”                      |
      | a web page  | “bad.mp3”                      |

  Scenario: A file that is gone and a folder are told
    When I press "Ctrl+O" and choose "gone.mp3"
    Then I am told "There is no file"
    When I press "Ctrl+O" and choose "."
    Then I am told "is a folder without audio, video or transcript"
    And the library lists 0 episodes

  Scenario Outline: A transcript that was chosen and cannot be read changes nothing
    Given the talk is open
    And the cursor is on line 2
    And I press "Q"
    And a file "bad.srt" of <content>
    When I choose the transcript "bad.srt"
    Then I am told "bad.srt"
    And line 7 says "To notice. The rest can be looked up."
    And there is 1 mark

    Examples:
      | content            |
      | nothing            |
      | noise              |
      | half a JSON object |

  Scenario Outline: Damaged transcripts open, and what was mended is said
    Given a recording "talk.wav"
    And a transcript "talk.srt" with <damage>
    When I press "Ctrl+O" and choose "talk.wav"
    Then the episode "talk" is open with 3 lines
    And I am told "<sentence>"

    Examples:
      | damage             | sentence                                      |
      | a negative time    | negative, missing or impossible               |
      | a time of NaN      | negative, missing or impossible               |
      | an absurd time     | negative, missing or impossible               |
      | a reversed cue     | ended no later than it began                  |
      | overlapping cues   | overlapped the next                           |
      | cues out of order  | out of order                                  |
      | control characters | invisible control character                   |

  Scenario Outline: The encoding is found out
    Given a recording "talk.wav"
    And a transcript "talk.srt" in <encoding>
    When I press "Ctrl+O" and choose "talk.wav"
    Then line 1 says "Où est passée la crème brûlée ?"

    Examples:
      | encoding  |
      | utf-8-sig |
      | utf-16    |
      | utf-16-le |
      | latin-1   |
      | cp1252    |

  Scenario: An episode is renamed, marked as done, removed and brought back
    Given the talk is open
    And the cursor is on line 2
    And I press "Q"
    When I do "episode.rename" and answer "Bread and hands"
    And I do "episode.done"
    Then the library lists "Bread and hands", done
    When I do "episode.remove"
    Then the library lists 0 episodes
    When I press "Ctrl+Z"
    Then the library lists "Bread and hands", done
    And the library lists 1 episode

  Scenario: A removed episode comes back with its marks when its recording is opened again
    Given the talk is open
    And the cursor is on line 2
    And I press "Q"
    When I do "episode.remove"
    And I press "Ctrl+O" and choose "talk.wav"
    Then there is 1 mark
    And I am told "came back from the trash with its marks"

  Scenario: All of a folder is brought in, each recording with its words
    Given a recording "talk.wav"
    And its words as SRT in "talk.srt"
    And a recording "alone.wav"
    When I press "Ctrl+Shift+I" and choose "."
    Then the library lists 2 episodes
    And the episode "alone" is open without words
    And I am told "2 episodes are in the library."

  Scenario: What was brought in is looked at
    Given a recording "talk.wav"
    And I press "Ctrl+O" and choose "talk.wav"
    When I press "Ctrl+J"
    Then I am asked "imports"

  Scenario: The cleaning of a transcript is taken back and done again
    Given a recording "talk.wav"
    And a transcript "talk.srt" with rolling captions
    And I press "Ctrl+O" and choose "talk.wav"
    When I do "transcript.receipt" and answer "the other reading"
    Then I am asked "2 rolling captions that repeated the line before them were collapsed."
    And line 2 says "Who? My aunt."
    When I do "transcript.clean"
    Then line 2 says "My aunt."
