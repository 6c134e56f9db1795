Feature: Repairing cues, words and speakers
  Cues are cut, joined and timed, words replaced and speakers named, and marks stay on their words.

  Background:
    Given the talk is open
    And the topics "Craft"

  @window
  Scenario: A cue is cut at the selected word, and put together again
    Given the words "she never" of line 2 are selected
    When I press "Ctrl+Return"
    Then there are 11 lines
    And line 2 says "My aunt did, and"
    And line 3 says "she never used a scale."
    And the cursor is now on line 3
    When I close the program and start it again
    Then line 3 says "she never used a scale."
    When I press "Ctrl+Z"
    Then there are 10 lines
    And line 2 says "My aunt did, and she never used a scale."

  Scenario: A cue is cut at the word that is heard
    Given it plays at 0:14.7
    When I press "Ctrl+Return"
    Then line 4 says "Could a"
    And line 5 says "machine learn that?"
    And it is playing

  Scenario: A cue is cut where the text cursor stands, with what was typed
    Given line 5 is being corrected to "It can learn the figures, but somebody|has to taste it."
    When I press "Ctrl+Return"
    Then line 5 says "It can learn the figures, but somebody"
    And line 6 says "has to taste it."

  Scenario: At its edges a cue cannot be cut
    Given the words "Could" of line 4 are selected
    When I press "Ctrl+Return"
    Then I am told "between two of its words"
    And there are 10 lines

  @window
  Scenario: A mark stays on its words when its cue is cut and joined
    Given the words "the dough tells you" of line 3 are selected
    And I press "Q"
    When the words "tells you when" of line 3 are selected
    And I press "Ctrl+Return"
    Then "the dough tells you" is a quote
    When the cursor is on line 3
    And I press "Ctrl+M"
    Then line 3 says "She said the dough tells you when it has had enough."
    And "the dough tells you" is a quote

  Scenario: Two cues become one, of the first one's speaker
    Given the cursor is on line 3
    And I press "Q"
    When I press "Ctrl+M"
    Then there are 9 lines
    And line 3 says "She said the dough tells you when it has had enough. Could a machine learn that?"
    And line 3 is spoken by "Ben"
    And "She said the dough tells you when it has had enough." is a quote
    And what is said in line 3 is found by "enough could a machine"

  Scenario: The last cue has no next
    Given the cursor is on line 10
    When I press "Ctrl+M"
    Then I am told "no cue after this one"

  @window
  Scenario: Both edges of a cue are moved by keys
    Given the cursor is on line 3
    When I press "Ctrl+Left"
    And I press "Ctrl+Shift+Down"
    Then line 3 lasts from 0:07.9 to 0:12.1
    And line 2 ends at 0:07.9 and line 4 begins at 0:12.1
    When I press "Ctrl+Right"
    And I press "Ctrl+Shift+Up"
    Then line 3 lasts from 0:08.0 to 0:12.0

  Scenario Outline: An edge is moved by a tenth of a second, and what touches it gives way
    Given the cursor is on line 3
    And I press "1"
    When I press "<key>"
    Then line 3 lasts from <start> to <end>
    And line 2 ends at <before> and line 4 begins at <after>
    And "She said the dough tells you when it has had enough." lasts as line 3 does
    When I press "Ctrl+Z"
    Then line 3 lasts from 0:08.0 to 0:12.0

    Examples:
      | key             | start  | end    | before | after  |
      | Ctrl+Left       | 0:07.9 | 0:12.0 | 0:07.9 | 0:12.0 |
      | Ctrl+Right      | 0:08.1 | 0:12.0 | 0:08.0 | 0:12.0 |
      | Ctrl+Shift+Up   | 0:08.0 | 0:11.9 | 0:08.0 | 0:12.0 |
      | Ctrl+Shift+Down | 0:08.0 | 0:12.1 | 0:08.0 | 0:12.1 |

  Scenario: A cue does not begin before the recording
    Given the cursor is on line 1
    When I press "Ctrl+Left"
    Then I am told "cannot go farther"

  @window
  Scenario: Who speaks is set by digit while listening
    Given it plays at 0:05
    When I press "Alt+1"
    Then line 2 is spoken by "Ada"
    And it is playing
    When I press "Alt+2"
    Then line 2 is spoken by "Ben"

  @window
  Scenario: A digit sets the speaker of all selected cues
    Given lines 4 to 6 are selected
    When I press "Alt+2"
    Then line 4 is spoken by "Ben"
    And line 5 is spoken by "Ben"
    And line 6 is spoken by "Ben"
    When I press "Ctrl+Z"
    Then line 6 is spoken by "Ada"

  Scenario Outline: A digit that nobody has says what to do
    Given the cursor is on line 2
    When I press "<key>"
    Then I am told "There is no speaker"

    Examples:
      | key   |
      | Alt+3 |
      | Alt+4 |
      | Alt+5 |
      | Alt+6 |
      | Alt+7 |
      | Alt+8 |
      | Alt+9 |

  @window
  Scenario: A speaker is renamed everywhere, and the marks know
    Given the cursor is on line 4
    And I press "Q"
    When I press "Shift+S" and answer "Adaeze"
    Then I am asked "Rename “Ada” to: Ada"
    And line 1 is spoken by "Adaeze"
    And line 10 is spoken by "Adaeze"
    And "Could a machine learn that?" is spoken by "Adaeze"
    When I press "Ctrl+Z"
    Then line 1 is spoken by "Ada"
    And "Could a machine learn that?" is spoken by "Ada"

  @window
  Scenario: Two speakers are one
    Given the cursor is on line 4
    When I choose "Merge Speaker into…" and answer "Ben"
    Then I am asked "“Ada” is really: Ben"
    And everybody speaking is "Ben"
    And I am told "“Ada” and “Ben” are one speaker now"

  Scenario: Words are replaced everywhere after they were seen
    Given the words "taste it" of line 5 are selected
    And I press "Q"
    When I press "Ctrl+H"
    Then I am asked "replace"
    When I replace "it" by "the bread" as whole words
    Then line 5 says "the bread can learn the numbers, but somebody has to taste the bread."
    And "taste the bread." is a quote
    When I press "Ctrl+Z"
    Then line 5 says "It can learn the numbers, but somebody has to taste it."
    And "taste it." is a quote

  @window
  Scenario: Cues become paragraphs between speakers and pauses
    Given the words "never used a scale. She said" over lines 2 and 3 are quoted
    When I choose "Join into Paragraphs"
    Then there are 9 lines
    And line 2 says "My aunt did, and she never used a scale. She said the dough tells you when it has had enough."
    And "never used a scale. She said" is a quote

  Scenario: While a line is typed the sound is stopped by a key of its own
    Given it plays at 0:05
    When I press "Ctrl+P"
    Then it is paused

  Scenario: Words are found, seen as they would be, and replaced by keys in the window
    Given the window is open on the sample
    When I press "Ctrl+H" in the window
    And I type "machine" and press "Tab"
    And I type "engine" into "Replace with"
    Then every line that would change is shown as it is and as it would be
    When I press "Return" once that is offered
    Then no line of the window says "machine" any more
    When I press "Ctrl+Z" in the window
    Then the window says all as before

  Scenario: While a line is corrected in the window its sound goes round
    Given the window is open on the sample
    And the window plays at 0:17.5
    When I press "E" in the window
    Then the line is played again and again
    When I type " Then" at its end and press "Return"
    Then the line ends with " Then" and the sound goes on
