Feature: Many episodes at once, and the trash
  What is chosen in the library is changed as one step; what was removed waits in the trash.

  Background:
    Given the talk is open
    And two more recordings are brought in

  @window
  Scenario: Many are said to be done, and that is one step
    Given all episodes are chosen
    When I press "F4" in the library and answer "Done"
    Then the states are "done, done, done"
    When I press "Ctrl+Z"
    Then the states are "new, new, new"

  @window
  Scenario: Many are filed under a show, and that is one step
    Given all episodes are chosen
    When I press "Shift+F2" in the library and answer "  Long   Evenings "
    Then the shows are "Long Evenings, Long Evenings, Long Evenings"
    When I press "Ctrl+Z"
    Then the shows are ", , "

  @window
  Scenario: Many go into the trash and come back as one step
    Given the cursor is on line 2
    And I press "Q"
    And all episodes are chosen
    When I press "Delete" in the library
    Then I am told "Removed 3 episodes"
    And the states are ""
    When I press "Ctrl+Z"
    Then the states are "new, new, new"
    And 1 mark is in the library

  Scenario: What nobody chose is the open episode
    When I press "Delete" in the library
    Then I am told "Removed “"
    And 1 episode is in the trash

  Scenario: Nothing is chosen and nothing is open
    Given I press "Delete" in the library
    When I press "Delete" in the library
    Then I am told "No episode is chosen; choose one or more in the library first."

  Scenario: What is in the trash is brought back
    Given all episodes are chosen
    And I press "Delete" in the library
    When I bring back all that is in the trash
    Then the states are "new, new, new"
    And I am told "Brought back 3 episodes"

  Scenario: The trash is emptied for good once that is confirmed
    Given the cursor is on line 2
    And I press "Q"
    And all episodes are chosen
    And I press "Delete" in the library
    When I empty the trash and answer "Cancel"
    Then 3 episodes are in the trash
    When I empty the trash and answer "Delete for good"
    Then I am asked for "This is the one thing that undo cannot take back."
    And I am told "Deleted 3 episodes for good"
    And 0 episodes are in the trash
    And 0 marks are in the library
    When I press "Ctrl+Z"
    Then the states are ""

  Scenario: The trash and the way the library is shown are opened by keys
    When I press "Ctrl+Shift+Delete"
    Then I am asked "trash"
    When I press "F7" in the library
    Then I am asked "library_view"

  @window
  Scenario: The episode heard before goes on where it was left
    Given the talk was left at 0:12
    And "other 1" was opened since
    When I press "Ctrl+B"
    Then the talk is open again
    When I press "Ctrl+B"
    Then the episode "other 1" is open

  Scenario: Nothing was heard before
    When I press "Ctrl+B"
    Then I am told "No other episode was opened yet."

  Scenario: The words stand alone, until the same key or Escape
    When I press "F9"
    Then I am asked "reading"
    When I press "Escape"
    Then I am asked "leave_reading"

  Scenario: The picture of a recording is shown and hidden
    When I press "Ctrl+4"
    Then I am asked "video"
