Feature: Searching everywhere, and hearing what was found
  Searches are kept by name; what is found is played one after another, across episodes.

  Background:
    Given the talk is open
    And the topics "Craft, Machines"

  Scenario: Search everywhere opens
    When I press "Ctrl+Shift+F"
    Then I am asked "find_everywhere"

  @window
  Scenario: A search is kept under a name, and undone
    Given I searched for "dough speaker:ben"
    When I press "Ctrl+S" and answer "Ben on dough"
    Then the kept searches are "Ben on dough = dough speaker:ben"
    And I am told "Kept the search “Ben on dough”"
    When I press "Ctrl+Z"
    Then the kept searches are ""

  Scenario: A search kept under a name that is taken takes its place
    Given I searched for "dough"
    And I press "Ctrl+S" and answer "Bread"
    And I searched for "bread"
    When I press "Ctrl+S" and answer "bread"
    Then the kept searches are "Bread = bread"

  Scenario: Nothing to keep
    When I press "Ctrl+S"
    Then I am told "There is no search to keep yet"

  @window
  Scenario: A topic's marks are played one after another
    Given the cursor is on line 3
    And I press "1"
    And the cursor is on line 7
    And I press "1"
    When I press "Ctrl+Shift+R" and answer "Craft"
    Then it is playing
    And place 1 of 2 is on air
    And the position is 0:08
    When I listen for 4.5 seconds
    Then place 2 of 2 is on air
    When I listen for 5 seconds
    Then nothing is on air
    And it is paused

  @window
  Scenario: The digits tag the mark that is heard, from its first moment on
    Given the cursor is on line 3
    And I press "1"
    When I press "Ctrl+Shift+R" and answer "Craft"
    And I press "2"
    Then "She said the dough tells you when it has had enough." is tagged "Craft, Machines"
    When I press "1"
    Then "She said the dough tells you when it has had enough." is tagged "Machines"
    And there is 1 mark

  Scenario: What was found is played and tagged
    Given I searched for "bread"
    When I press "Ctrl+R"
    Then place 1 of 2 is on air
    When I press "1"
    Then "Who taught you to bake bread?" is tagged "Craft"

  @window
  Scenario: On, back and stop
    Given I searched for "bread"
    And I press "Ctrl+R"
    When I press "Ctrl+PgDown"
    Then place 2 of 2 is on air
    And the position is 0:36
    When I press "Ctrl+PgUp"
    Then place 1 of 2 is on air
    When I press "Ctrl+."
    Then nothing is on air
    And it is paused
    When I press "Ctrl+PgDown"
    Then I am told "Nothing is played one after another now; press Ctrl+R to begin."

  Scenario: A selection goes before what is on air
    Given I searched for "bread"
    And I press "Ctrl+R"
    When the words "taught you" of line 1 are selected
    And I press "1"
    Then "taught you" is tagged "Craft"

  Scenario: Nothing to play
    When I press "Ctrl+R"
    Then I am told "Nothing was searched for yet"
    When I press "Ctrl+Shift+R" and answer "Craft"
    Then I am told "There is nothing to play of “Craft” yet."

  Scenario: Every way to limit a search, a word misspelt and accents left out, in the window
    Given the window is open on the sample
    When I press "Ctrl+Shift+F" in the window
    Then typing finds so many places:
      | typed                    | places |
      | machine*                 | 4      |
      | "open model"             | 1      |
      | speaker:ada machine*     | 1      |
      | topic:craft              | 2      |
      | show:table machine*      | 4      |
      | show:elsewhere machine*  | 0      |
      | kind:quote               | 3      |
      | note:friend              | 1      |
      | machine* before:2000     | 0      |
      | machine* after:2000      | 4      |
      | máchine*                 | 4      |
      | labratory                | 1      |

  Scenario: What was found is walked, heard, chosen and tagged by keys in the window
    Given the window is open on the sample
    When I press "Ctrl+Shift+F" in the window
    And I type "machine*" and 4 places are found
    And I press "Down" where the keys go
    And I press "Down" where the keys go
    And I press "Space" where the keys go
    Then the second place is heard
    When I press "Ctrl+A" where the keys go
    And I press "3" where the keys go
    Then all 4 places are tagged "Craft"
    When I press "Ctrl+Z" where the keys go
    And I press "Ctrl+S" where the keys go
    And I type "Machines" and press "Return"
    Then the library lists the kept search "Machines"
