Feature: Every change can be taken back
  Undo is kept in the library: any depth, for each episode, after a restart, from any program.

  Background:
    Given the talk is open
    And the topics "Craft, Machines"
    And the cursor is on line 2

  @window
  Scenario: Undo and redo over a restart
    When I press "1"
    And I press "N" and answer "By ear."
    And I close the program and start it again
    And I press "Ctrl+Z"
    Then "My aunt did, and she never used a scale." has no note
    And I am told "Undone: Note"
    When I press "Ctrl+Z"
    Then there are no marks
    When I close the program and start it again
    And I press "Ctrl+Shift+Z"
    And I press "Ctrl+Y"
    Then "My aunt did, and she never used a scale." is tagged "Craft"
    And "My aunt did, and she never used a scale." has the note "By ear."

  Scenario: Any depth
    When I press "1" on every line
    Then there are 10 marks
    When I press "Ctrl+Z" 10 times
    Then there are no marks
    When I press "Ctrl+Shift+Z" 10 times
    Then there are 10 marks

  Scenario: A new change ends redo
    When I press "1"
    And I press "Ctrl+Z"
    And I press "2"
    And I press "Ctrl+Shift+Z"
    Then I am told "There is nothing to redo."
    And "My aunt did, and she never used a scale." is tagged "Machines"

  Scenario: Undo in one episode leaves the other alone
    When I press "1"
    And another talk is opened
    And the cursor is on line 1
    And I press "2"
    And the first talk is opened again
    And I press "Ctrl+Z"
    Then no mark of the first talk is left, and one of the other

  Scenario: Undo goes back to before the episode was there, and redo brings it all again
    When I press "1"
    And I press "Ctrl+Z" 4 times
    Then nothing is open and the library lists no episode
    When I press "Ctrl+Z"
    Then I am told "There is nothing to undo."
    When I press "Ctrl+Shift+Z"
    And the first talk is opened again
    And I press "Ctrl+Shift+Z" 3 times
    Then "My aunt did, and she never used a scale." is tagged "Craft"

  Scenario: What was done here is undone from the command line, and the window shows it
    When I press "1"
    And the command line says "undo"
    Then there are no marks
    When the command line says "redo"
    Then "My aunt did, and she never used a scale." is tagged "Craft"

  Scenario: What was done on the command line is undone here
    When the command line says "tag 1 0:04 0:08 --topic Craft --quote"
    Then "My aunt did, and she never used a scale." is a quote
    When I press "Ctrl+Z"
    Then there are no marks

  Scenario: A topic that another episode uses by now outlives the undo of the mark that made it
    When I press "T" and answer "Aunts"
    And another talk is opened
    And the cursor is on line 1
    And I press "3"
    And the first talk is opened again
    And I press "Ctrl+Z"
    Then no mark of the first talk is left, and one of the other
    And the mark of the other is tagged "Aunts"
