Feature: One key, one mark
  A key marks what was just heard, what is selected, or what is under the cursor.

  Background:
    Given the talk is open
    And the topics "Craft, Machines"

  @window
  Scenario: A digit tags what was heard a reaction time ago, and the audio plays on
    Given it plays at 0:08.5
    When I press "1"
    Then "My aunt did, and she never used a scale." is tagged "Craft"
    And "My aunt did, and she never used a scale." is spoken by "Ben"
    And it is playing
    And there is 1 mark

  Scenario: The reaction time reaches further at twice the speed
    Given it plays at 0:09
    And I press "."
    And I press "."
    And I press "."
    And I press "."
    When I press "1"
    Then "My aunt did, and she never used a scale." is tagged "Craft"

  Scenario Outline: Every digit puts its topic on
    Given the topics "C, D, E, F, G, H, I"
    And the cursor is on line 4
    When I press "<digit>"
    Then "Could a machine learn that?" is tagged "<topic>"

    Examples:
      | digit | topic    |
      | 2     | Machines |
      | 3     | C        |
      | 4     | D        |
      | 5     | E        |
      | 6     | F        |
      | 7     | G        |
      | 8     | H        |
      | 9     | I        |

  Scenario: A digit without a topic says so and marks nothing
    When I press "7"
    Then I am told "No topic has the digit 7 yet; press T to make one."
    And there are no marks

  Scenario: The same key within two seconds reaches back a line
    Given it plays at 0:12.9
    When I press "1"
    And I listen for 1 seconds
    And I press "1"
    Then "My aunt did, and she never used a scale. She said the dough tells you when it has had enough. Could a machine learn that?" has no mark
    And "She said the dough tells you when it has had enough. Could a machine learn that?" is tagged "Craft"
    And there is 1 mark

  @window
  Scenario: The same key again and again reaches back again and again
    Given it plays at 0:12.9
    When I press "Q"
    And I press "Q"
    And I press "Q"
    Then "My aunt did, and she never used a scale. She said the dough tells you when it has had enough. Could a machine learn that?" is a quote
    And there is 1 mark

  @window
  Scenario: The same key after two seconds takes the topic off again
    Given it plays at 0:09
    When I press "1"
    And I listen for 2.5 seconds
    And I press "1"
    Then there are no marks

  Scenario: Another key on the same words adds to their mark
    Given the cursor is on line 2
    When I press "1"
    And I press "2"
    And I press "Q"
    Then "My aunt did, and she never used a scale." is tagged "Craft, Machines"
    And "My aunt did, and she never used a scale." is a quote
    And there is 1 mark

  Scenario: A key again takes off only its own
    Given the cursor is on line 2
    When I press "1"
    And I press "2"
    And I press "1"
    Then "My aunt did, and she never used a scale." is tagged "Machines"

  @window
  Scenario: The selection comes before everything else
    Given it plays at 0:20
    And the words "the dough" of line 3 are selected
    When I press "1"
    Then "the dough" is tagged "Craft"

  Scenario: A selection that cuts words marks whole words
    Given the words "ough tell" of line 3 are selected
    When I press "Q"
    Then "dough tells" is a quote

  @window
  Scenario: The span of [ and ] is marked to the word
    Given it plays at 0:05.7
    When I press "["
    And I listen for 5 seconds
    And I press "]"
    And I press "1"
    Then the mark begins at 0:05 within a word and ends at 0:10 within a word

  Scenario: [ alone lasts until the key
    Given it plays at 0:04.7
    When I press "["
    And I listen for 8.5 seconds
    And I press "Q"
    Then the mark begins at 0:04 within a word and ends at 0:12.5 within a word

  Scenario: ] without [ says what to do
    When I press "]"
    Then I am told "Press [ where the mark begins first."

  Scenario: While paused the line under the cursor is marked
    Given the cursor is on line 6
    When I press "B"
    Then "So what should a child still learn?" is a bookmark

  Scenario: Q again makes a quote a plain mark or takes it away
    Given the cursor is on line 6
    When I press "Q"
    And I press "Q"
    Then there are no marks

  Scenario: A quote that has a topic stays when the quote is taken off
    Given the cursor is on line 6
    When I press "1"
    And I press "Q"
    And I press "Q"
    Then "So what should a child still learn?" is a topic
    And "So what should a child still learn?" is tagged "Craft"

  Scenario: T puts on a topic that is there
    Given the cursor is on line 6
    When I press "T" and answer "Machines"
    Then "So what should a child still learn?" is tagged "Machines"
    And I am asked "topic for So what should a child still learn?"

  @window
  Scenario: T makes a new topic, with the next digit, and puts it on in one step of undo
    Given the cursor is on line 6
    When I press "T" and answer "Childhood"
    Then "So what should a child still learn?" is tagged "Childhood"
    And the topic "Childhood" has the digit 3
    When I press "Ctrl+Z"
    Then there are no marks
    And there are the topics "Craft, Machines"

  Scenario: T marks what was heard when it was pressed, however long the typing takes
    Given it plays at 0:08.5
    When I press "T" and take 9 seconds to answer "Machines"
    Then "My aunt did, and she never used a scale." is tagged "Machines"

  Scenario: A new name that differs only in case is the topic that is there
    Given the cursor is on line 6
    When I press "T" and answer "craft"
    Then "So what should a child still learn?" is tagged "Craft"
    And there are the topics "Craft, Machines"

  Scenario: T turned away changes nothing
    Given the cursor is on line 6
    When I press "T"
    Then there are no marks

  @window
  Scenario: N writes a note while the audio plays on
    Given it plays at 0:08.5
    When I press "N" and answer "She baked by ear."
    Then "My aunt did, and she never used a scale." has the note "She baked by ear."
    And "My aunt did, and she never used a scale." is a note
    And it is playing

  @window
  Scenario: N on a mark goes on from its note
    Given the cursor is on line 2
    When I press "N" and answer "First thought"
    And I press "N" and answer "Second thought"
    Then I am asked "note: First thought"
    And "My aunt did, and she never used a scale." has the note "Second thought"
    And there is 1 mark

  Scenario: A note given up changes nothing
    Given the cursor is on line 2
    When I press "N"
    Then there are no marks

  Scenario: A note on a quote leaves it a quote
    Given the cursor is on line 2
    When I press "Q"
    And I press "N" and answer "By ear."
    Then "My aunt did, and she never used a scale." is a quote
    And "My aunt did, and she never used a scale." has the note "By ear."

  @window
  Scenario: A mark grows by a line and by a word at either end, and gives them back
    Given the cursor is on line 3
    And I press "Q"
    When I press "Alt+Up"
    And I press "Alt+Right"
    Then "My aunt did, and she never used a scale. She said the dough tells you when it has had enough. Could a machine learn that?" is a quote
    When I press "Alt+Down"
    And I press "Alt+Left"
    And I press "Alt+Shift+Up"
    And I press "Alt+Shift+Right"
    Then "scale. She said the dough tells you when it has had enough. Could" is a quote
    When I press "Alt+Shift+Down"
    And I press "Alt+Shift+Left"
    Then "She said the dough tells you when it has had enough." is a quote
    And there is 1 mark

  Scenario Outline: A mark grows and shrinks at both its ends
    Given the cursor is on line 3
    And I press "Q"
    When I press "<key>"
    Then "<text>" is a quote
    And there is 1 mark

    Examples:
      | key             | text                                                                                          |
      | Alt+Up          | My aunt did, and she never used a scale. She said the dough tells you when it has had enough. |
      | Alt+Right       | She said the dough tells you when it has had enough. Could a machine learn that?              |
      | Alt+Shift+Up    | scale. She said the dough tells you when it has had enough.                                   |
      | Alt+Shift+Down  | said the dough tells you when it has had enough.                                              |
      | Alt+Shift+Right | She said the dough tells you when it has had enough. Could                                    |
      | Alt+Shift+Left  | She said the dough tells you when it has had                                                  |

  Scenario Outline: What was grown by a line is given back
    Given the cursor is on line 3
    And I press "Q"
    When I press "<grow>"
    And I press "<shrink>"
    Then "She said the dough tells you when it has had enough." is a quote

    Examples:
      | grow      | shrink   |
      | Alt+Up    | Alt+Down |
      | Alt+Right | Alt+Left |

  Scenario: A mark never shrinks to nothing
    Given the cursor is on line 3
    And I press "Q"
    When I press "Alt+Down"
    Then "She said the dough tells you when it has had enough." is a quote

  Scenario: Growing where there is no mark says what to do
    Given the cursor is on line 3
    When I press "Alt+Up"
    Then I am told "There is no mark here yet; make one first."

  @window
  Scenario: Delete removes a mark, and undo brings it back whole
    Given the cursor is on line 3
    And I press "1"
    And I press "N" and answer "Dough speaks."
    When I press "Delete"
    Then there are no marks
    And I am told "Mark removed"
    When I press "Ctrl+Z"
    Then "She said the dough tells you when it has had enough." is tagged "Craft"
    And "She said the dough tells you when it has had enough." has the note "Dough speaks."

  Scenario: Delete where nothing is says so
    When I press "Delete"
    Then I am told "There is no mark here."

  @window
  Scenario: J and K go from mark to mark, and the keys act on the one reached
    Given the cursor is on line 2
    And I press "1"
    And the cursor is on line 8
    And I press "2"
    And I press "Escape"
    When I press "K"
    Then the position is 0:28
    When I press "K"
    Then the position is 0:04
    When I press "J"
    And I press "Delete"
    Then "My aunt did, and she never used a scale." is tagged "Craft"
    And there is 1 mark

  Scenario: F2 opens the note of the current mark for editing
    Given the cursor is on line 2
    And I press "1"
    When I press "F2"
    Then I am asked "edit My aunt did, and she never used a scale."

  Scenario: Without a transcript a key marks the sound that was heard
    Given a recording without a transcript is open
    And it plays at 0:20
    When I press "1"
    Then the mark lasts from 0:09.3 to 0:19.3

  @window
  Scenario: B while listening goes back ten seconds, to where a sentence begins
    Given it plays at 0:21
    When I press "B"
    Then "She said the dough tells you when it has had enough. Could a machine learn that? It can learn the numbers, but somebody has to taste it. So what should a child still learn?" is a bookmark
    And it is playing

  Scenario: B again takes the bookmark off, after two seconds
    Given it plays at 0:21
    When I press "B"
    And I listen for 2.5 seconds
    And I press "B"
    Then there are no marks

  Scenario: B leaves the quote there is as it is
    Given it plays at 0:21
    When I press "Q"
    And I press "B"
    Then "So what should a child still learn?" is a quote
    And there are 2 marks
