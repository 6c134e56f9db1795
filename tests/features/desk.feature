Feature: The draft desk
  A draft walked through, heard and put right.

  Background:
    Given the talk is open
    And a draft that says:
      | line                                                                                |
      | Ben baked. “To notice,” he said. “The rest can be looked up.” I believe him.         |
      | He told me that his aunt baked bread without any scale in the kitchen.               |
      | Ada asked: “Could a teacher learn that?” And: “Everybody who bakes it, I hope.”      |
      | > It can learn the numbers, but it never has to taste it.                            |
      | Of the moon he said: “Fjord lynx quorum, zigzag velcro grommets.”                    |
    And I press "Ctrl+D"

  Scenario: All quotations are found, the one with an attribution between as one
    Then the draft has 5 quotations and 1 claim
    And I am shown nothing yet

  Scenario: From problem to problem
    When I press "F8"
    Then quotation "Could a teacher learn that?" is shown as "altered"
    And the transcript shows "Could a machine learn that?"
    When I press "F8"
    Then quotation "Everybody who bakes it, I hope." is shown as "exact"
    When I press "F8"
    Then quotation "It can learn the numbers, but it never has to taste it." is shown as "altered"
    When I press "Shift+F8"
    Then quotation "Everybody who bakes it, I hope." is shown as "exact"
    When I press "Shift+F8"
    Then quotation "Could a teacher learn that?" is shown as "altered"
    When I press "Shift+F8"
    Then I am told "There is no further one in this direction."

  Scenario: From quotation to quotation, and the very words are played
    When I press "Down" in the draft
    Then quotation "To notice, The rest can be looked up." is shown as "exact"
    When I press "Return" in the draft
    Then it is playing
    And the position is 0:24
    When I press "Space" in the draft
    Then it is paused
    When I press "Down" in the draft
    And I press "Up" in the draft
    Then quotation "To notice, The rest can be looked up." is shown as "exact"

  Scenario: A claim gets passages and no verdict
    When I press "Down" in the draft
    And I press "Down" in the draft
    Then a claim is shown
    And the first passage holds "My aunt did"

  Scenario: What was not said cannot be played
    When I look at the last quotation
    And I press "Return" in the draft
    Then I am told "These words were not found"

  Scenario: The spoken words are accepted, and that is undone
    When I press "F8"
    And I press "A" in the draft
    Then the draft holds "“Could a machine learn that?”"
    And quotation "Could a machine learn that?" is shown as "other_speaker or exact"
    And nothing else of the draft is changed
    When I press "Ctrl+Z"
    Then the draft is as it was
    And quotation "Could a teacher learn that?" is shown as "altered"

  Scenario: The edit is owned up to
    When I press "F8"
    And I press "K" in the draft
    Then the draft holds "“Could a [teacher] learn that?”"
    When I press "U" in the draft
    Then the draft is as it was

  Scenario: The time is added
    When I press "Down" in the draft
    And I press "L" in the draft
    Then the draft holds "up.” ([0:24](file://"

  Scenario: A draft that somebody else changed is not written over
    When I press "F8"
    And somebody else writes the draft
    And I press "A" in the draft
    Then I am told "was changed by another program"
    And the draft holds "Somebody else."
    When I press "F5"
    Then the draft has 0 quotations and 0 claims

  Scenario: A quotation becomes a mark with a topic
    When I press "Down" in the draft
    And I press "Q" in the draft
    Then "To notice. The rest can be looked up." is a quote
    When I press "T" in the draft and answer "Craft"
    Then "To notice. The rest can be looked up." is tagged "Craft"
    When I press "Ctrl+Z"
    And I press "Ctrl+Z"
    Then there are no marks

  Scenario: An error of the transcript is no misquotation
    When I press "F8"
    And I press "E" in the draft and answer "Could a teacher learn that?"
    And the correction is taken in
    Then quotation "Could a teacher learn that?" is shown as "exact"

  Scenario: Three layers
    When I press "F8"
    And I press "V" in the draft
    Then the layers are shown
    When I press "V" in the draft
    Then the layers are not shown

  Scenario: The clipboard is checked and put right on it
    Given "Ada: “So what should a teacher still learn?”" is on the clipboard
    When I press "Ctrl+Shift+D"
    Then the draft has 1 quotation and 0 claims
    When I press "F8"
    And I press "A" in the draft
    Then "Ada: “So what should a child still learn?”" is on the clipboard now

  Scenario Outline: A report of what was found
    When I choose "Save a Report…" and answer "report.<ending>"
    Then the file "report.<ending>" holds "<words>"

    Examples:
      | ending | words                       |
      | md     | ## Line 5: altered          |
      | html   | <h2>Line 5: altered</h2>    |
      | json   | "verdict": "altered"        |

  Scenario: Saved under another name, the draft goes on there
    When I choose "Save the Draft As…" and answer "copy.md"
    And I press "F8"
    And I press "A" in the draft
    Then the draft is as it was
    And the file "copy.md" holds "“Could a machine learn that?”"

  Scenario: Off the desk again
    When I choose "Close the Draft" and answer "nothing"
    And I press "F8"
    Then I am told "There is no draft on the desk"

  Scenario: The other way, from marks to a draft that proves itself
    Given the cursor is on line 7
    And I press "Q"
    And the topics "Craft"
    And the cursor is on line 5
    And I press "1"
    When I choose "Draft from Marks…" and answer "begun.md"
    Then the file "begun.md" holds "## Craft"
    And the file "begun.md" holds "> It can learn the numbers, but somebody has to taste it."
    And the file "begun.md" holds "> — Ben"
    And the file "begun.md" holds "## Without a topic"
    And the file "begun.md" holds "[0:24](file://"
    And the draft has 2 quotations and 0 claims
    And every quotation is exact

  Scenario: A DOCX is changed in its words and nowhere else
    Given a DOCX that says "Ada asked: “So what should a teacher still learn?”"
    When I press "Ctrl+D"
    And I press "F8"
    And I press "A" in the draft
    Then the DOCX says "Ada asked: “So what should a child still learn?”" and keeps its picture

  Scenario: A DOCX whose change cannot be proved is left alone, the change put beside it
    Given a DOCX that says "Ben answered: “It can learn all<w:br/>digits, but somebody has to taste it.”"
    When I press "Ctrl+D"
    And I press "F8"
    And I press "A" in the draft
    Then I am told "the changed one is “review changed.docx” beside it"
    And there is a file "review changed.docx"

  Scenario: Looked for in this episode alone
    When I look in "episode"
    Then the draft has 5 quotations and 1 claim
    When I press "F8"
    Then quotation "Could a teacher learn that?" is shown as "altered"
