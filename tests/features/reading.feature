Feature: Reading
  The cursor, the selection by word, finding, and what else the keys show.

  Background:
    Given the talk is open

  Scenario Outline: The cursor moves and stays inside the talk
    Given the cursor is on line <from>
    When I press "<key>"
    Then the cursor stands on line <to>

    Examples:
      | from | key    | to |
      | 3    | Up     | 2  |
      | 1    | Up     | 1  |
      | 3    | Down   | 4  |
      | 10   | Down   | 10 |
      | 9    | Home   | 1  |
      | 2    | End    | 10 |
      | 3    | PgDown | 10 |
      | 8    | PgUp   | 1  |

  Scenario: Words are selected one by one, and given back
    Given the cursor is on line 3
    When I press "Ctrl+Shift+Right"
    And I press "Ctrl+Shift+Right"
    And I press "Ctrl+Shift+Right"
    Then "She said the" is selected
    When I press "Ctrl+Shift+Left"
    Then "She said" is selected

  Scenario: The selection grows over the border of lines
    Given the words "that?" of line 4 are selected
    When I press "Ctrl+Shift+Right"
    Then "that? It" is selected

  Scenario: Lines are selected, first to the line's end
    Given the words "the" of line 3 are selected
    When I press "Shift+Down"
    Then "the dough tells you when it has had enough." is selected
    When I press "Shift+Down"
    Then "the dough tells you when it has had enough. Could a machine learn that?" is selected
    When I press "Shift+Up"
    Then "the dough tells you when it has had enough." is selected

  Scenario: Escape lets go of the selection and of [
    Given the words "the dough" of line 3 are selected
    When I press "["
    And I press "Escape"
    And the cursor is on line 1
    And I press "B"
    Then "Who taught you to bake bread?" is a bookmark

  Scenario: The selected words are copied
    Given the words "the dough" of line 3 are selected
    When I press "Ctrl+C"
    Then the clipboard holds "the dough"

  Scenario: Words of more than one speaker are copied with their names
    Given the words "had enough." of line 3 are selected
    When I press "Shift+Down"
    And I press "Ctrl+C"
    Then the clipboard holds "Ben: had enough. | Ada: Could a machine learn that?"

  Scenario: The words of the current mark are copied
    Given the cursor is on line 4
    And I press "Q"
    When I press "Ctrl+C"
    Then the clipboard holds "Could a machine learn that?"

  Scenario Outline: A key shows its part of the window
    When I press "<key>"
    Then I am shown "<part>"

    Examples:
      | key          | part            |
      | /            | find            |
      | Ctrl+F       | find            |
      | F3           | find_next       |
      | Shift+F3     | find_previous   |
      | Ctrl+Shift+F | find_everywhere |
      | Ctrl+K       | palette         |
      | ?            | keys            |
      | F1           | keys            |
      | Ctrl+,       | settings        |
      | Ctrl+1       | library         |
      | Ctrl+2       | notes           |
      | Ctrl+3       | timeline        |
      | Ctrl+0       | transcript      |
      | Ctrl+Q       | quit            |

  Scenario: The text grows and shrinks, within bounds
    When I press "Ctrl++"
    Then the text size is 1.1
    When I press "Ctrl+-"
    And I press "Ctrl+-"
    Then the text size is 0.9

  Scenario Outline: What was said is found over the border of lines, whatever the spelling
    When I search for "<words>"
    Then the first hit begins at <at> and says "<said>"

    Examples:
      | words           | at   | said                   |
      | learn that it   | 0:12 | Could a machine learn  |
      | DOUGH           | 0:08 | She said the dough     |
      | recip*          | 0:28 | And who owns           |

  Scenario: A note is found too
    Given the cursor is on line 1
    And I press "N" and answer "Grandmothers count as teachers."
    When I search for "grandmothers"
    Then the first hit begins at 0:00 and says "Grandmothers count"

  Scenario: Search takes words for words, never for syntax
    When I search for "NOT ( recipe* OR"
    Then nothing is found
