Feature: Export
  The note of an episode, written whole, never over what somebody else wrote.

  Background:
    Given the talk is open
    And the topics "Craft, Open recipes"
    And the cursor is on line 3
    And I press "1"
    And I press "Q"
    And the cursor is on line 9
    And I press "2"
    And I press "N" and answer "Ask her what a licence is."

  Scenario: The wiki note, in the shape of the house
    When I export "wiki" to "note.md"
    Then the file "note.md" reads
      """
      ---
      title: talk
      ---

      From: [[unknown_show | Unknown show]] <br/>

      ## [[craft | Craft]]
      *   **Ben:** "She said the dough tells you when it has had enough." <a class="yt-timestamp" data-t="00:00:08">[00:00:08]</a>.

      ## [[open_recipes | Open recipes]]
      *   Ask her what a licence is. — **Ben:** "Everybody who bakes it, I hope." <a class="yt-timestamp" data-t="00:00:32">[00:00:32]</a>.
      """

  Scenario Outline: Every format holds every mark, its words and its note
    When I export "<format>" to "note.txt"
    Then the file "note.txt" holds "She said the dough tells you when it has had enough."
    And the file "note.txt" holds "Ask her what a licence is."

    Examples:
      | format   |
      | wiki     |
      | markdown |
      | obsidian |
      | csv      |
      | json     |
      | jsonl    |

  Scenario: By time, marks come in the order they were said
    When I export "markdown" by time to "note.md"
    Then in the file "note.md" "the dough" comes before "who bakes it"

  Scenario: The same input gives the same bytes
    When I export "obsidian" to "one.md"
    And I export "obsidian" to "two.md"
    Then the files "one.md" and "two.md" are the same

  Scenario: A note is written over its own older self
    When I export "wiki" to "note.md"
    And the cursor is on line 5
    And I press "1"
    And I export "wiki" to "note.md"
    Then the file "note.md" holds "somebody has to taste it"

  Scenario: A note edited since is not overwritten, unless asked
    When I export "wiki" to "note.md"
    And somebody adds "My own line." to "note.md"
    And I press "Ctrl+Z"
    And I export "wiki" to "note.md"
    Then I am told "exists and is not as Annotator wrote it"
    And the file "note.md" holds "My own line."
    When I export "wiki" to "note.md" by force
    Then the file "note.md" does not hold "My own line."

  Scenario: A file that Annotator did not write is not overwritten
    Given somebody wrote "Dear diary." in "note.md"
    When I export "wiki" to "note.md"
    Then I am told "exists and is not as Annotator wrote it"
    And the file "note.md" holds "Dear diary."

  Scenario: Into a folder, the note is named after the episode
    Given the folder "notes"
    When I export "wiki" to "notes"
    Then there is a file "notes/talk.md"

  Scenario: A folder that is not there is told
    When I export "wiki" to "nowhere/note.md"
    Then I am told "The note could not be written to"

  Scenario: A format that does not exist is told
    When I export "docx" to "note.md"
    Then I am told "docx"
    And there is no file "note.md"

  Scenario: What people typed cannot break the note
    Given the cursor is on line 1
    And I press "N" and answer "--- [[link]] <script> #tag `code` {{x}}"
    When I export "wiki" to "note.md"
    Then the file "note.md" does not hold "[[link]]"
    And the file "note.md" does not hold "<script>"
