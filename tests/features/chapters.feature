Feature: Chapters
  A chapter begins at the playhead with a key, has a name, and is undone like all else.

  Background:
    Given the talk is open

  Scenario: C begins a chapter where the playhead is, and asks for its name
    Given it is paused at 0:08
    When I press "C" and answer "  The   dough "
    Then the chapters are "0:08 The dough"
    And I am asked "Chapter at 0:08: "

  Scenario: While it plays, a chapter begins at what was just heard, and the sound goes on
    Given it plays at 0:12.7
    When I press "C" and answer "Machines"
    Then the chapters are "0:12 Machines"
    And it is playing

  Scenario: A chapter that was not named is not made
    Given it is paused at 0:08
    When I press "C"
    Then there are no chapters

  Scenario: C where a chapter begins renames it
    Given the chapter "Dough" begins at 0:08
    And it is paused at 0:08.2
    When I press "C" and answer "Bread"
    Then the chapters are "0:08 Bread"

  @window
  Scenario: Shift+C renames the chapter that is heard
    Given the chapter "Beginning" begins at 0:00
    And the chapter "Dough" begins at 0:08
    And it is paused at 0:06
    When I press "Shift+C" and answer "The aunt"
    Then I am asked "Rename chapter: Beginning"
    And the chapters are "0:00 The aunt, 0:08 Dough"

  @window
  Scenario: A chapter that is removed comes back with undo
    Given the chapter "Beginning" begins at 0:00
    And the chapter "Dough" begins at 0:08
    And it is paused at 0:20
    When I do "chapter.remove"
    Then the chapters are "0:00 Beginning"
    And I am told "Chapter removed"
    When I press "Ctrl+Z"
    Then the chapters are "0:00 Beginning, 0:08 Dough"
    When I press "Ctrl+Z"
    Then the chapters are "0:00 Beginning"
    When I press "Ctrl+Shift+Z"
    Then the chapters are "0:00 Beginning, 0:08 Dough"

  Scenario: Shift+J and Shift+K go from chapter to chapter
    Given the chapter "Beginning" begins at 0:00
    And the chapter "Dough" begins at 0:08
    And the chapter "Machines" begins at 0:12
    And it is paused at 0:02
    When I press "Shift+J"
    Then the position is 0:08
    When I press "Shift+J"
    Then the position is 0:12
    When I press "Shift+J"
    Then the position is 0:12
    When I press "Shift+K"
    Then the position is 0:08
    When I press "Shift+K"
    And I press "Shift+K"
    Then the position is 0:00

  Scenario Outline: Where there are no chapters the keys say what to do
    When I press "<key>"
    Then I am told "C begins one at the playhead"

    Examples:
      | key     |
      | Shift+C |
      | Shift+J |
      | Shift+K |
