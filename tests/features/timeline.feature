Feature: The timeline
  It is looked at from near and far with the keys of the transcript, and marks change in it.

  Background:
    Given the talk is open

  Scenario Outline: Keys look at the timeline from near and far
    When I press "<key>"
    Then the timeline is told "<what>"

    Examples:
      | key        | what             |
      | +          | timeline.nearer  |
      | =          | timeline.nearer  |
      | -          | timeline.farther |
      | 0          | timeline.whole   |
      | Z          | timeline.mark    |
      | Alt+PgUp   | timeline.earlier |
      | Alt+PgDown | timeline.later   |

  Scenario: The playhead stays in the middle, or pages are turned, as the user chose
    When I switch "timeline.centred"
    Then the playhead is kept by "centre"
    When I switch "timeline.centred"
    Then the playhead is kept by "page"

  Scenario: What is zoomed to is the selection, else the mark, else what is heard
    Given it is paused at 0:17
    Then 0:16 to 0:20 would fill the timeline
    Given the words "the dough" of line 3 are selected
    Then the words "the dough" would fill the timeline
    When I press "Q"
    And the cursor is on line 6
    Then the words "the dough" would fill the timeline

  Scenario: Zoomed in twice, one word fills it
    Given it is paused at 0:17
    Then one word of 0:16 to 0:20 would fill it the second time

  Scenario: The edge of a mark is dragged to a word, and its words follow
    Given the cursor is on line 3
    And I press "Q"
    When its end is dragged to 0:15.9
    Then "She said the dough tells you when it has had enough. Could a machine learn that?" is marked
    When its start is dragged to 0:12.1
    Then "Could a machine learn that?" is spoken by "Ada"
    When I press "Ctrl+Z"
    And I press "Ctrl+Z"
    Then "She said the dough tells you when it has had enough." is a quote

  Scenario: A mark is not dragged to nothing
    Given the cursor is on line 3
    And I press "Q"
    When its start is dragged to 0:30
    Then I am told "A mark needs at least one word"
    And "She said the dough tells you when it has had enough." is marked

  Scenario: The timeline tells, plays, repeats and moves edges under the mouse
    Given the window is open on the sample
    When the pointer rests on the sound at 0:20
    Then the pointer tells the time and what is said there
    When I click on the sound at 1:00
    Then the window plays from about 1:00
    When I drag over the sound from 0:50 to 1:10
    Then about 0:50 to 1:10 is played again and again
    When I press "L" in the window
    Then nothing is played again and again
    When I drag the end of the first mark into the word after it
    Then the first mark ends where that word ends, on the disk too
    When I press "Ctrl+Z" in the window
    Then the first mark is as it was

  Scenario: Keys show the whole, one line, one word, and keep the playhead in the middle
    Given the window is open on the sample
    When I press "Home" in the window
    And I press "Z" in the window
    Then the first line fills the timeline
    When I press "Z" in the window
    Then the first word fills the timeline
    When I press "0" in the window
    Then the whole episode is in the timeline
    When I press "Ctrl+K" in the window
    And I type "playhead in the middle" and press "Return"
    Then the playhead stands in the middle from now on

  Scenario: Chapters are made, renamed and removed by keys and seen on the timeline
    Given the window is open on the sample
    And the window plays at 0:30
    When I press "C" in the window
    And I type "The yard" and press "Return"
    Then the window has the chapters "The yard"
    When I press "Shift+C" in the window
    And I type "The bench" and press "Return"
    Then the window has the chapters "The bench"
    When I press "Ctrl+K" in the window
    And I type "remove chapter" and press "Return"
    Then the window has the chapters ""
