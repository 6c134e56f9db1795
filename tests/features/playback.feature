Feature: Playing
  The transport keys, on the clock that the player keeps.

  Background:
    Given the talk is open

  Scenario: Space plays and pauses, and goes on from a little before
    Given it is paused at 0:10
    When I press "Space"
    Then it is playing
    When I listen for 2 seconds
    And I press "Space"
    Then it is paused
    And the position is 0:12
    When I press "Space"
    Then it is playing
    And the position is 0:11.5

  Scenario Outline: Arrows seek
    Given it is paused at 0:32
    When I press "<key>"
    Then the position is <at>

    Examples:
      | key         | at   |
      | Left        | 0:27 |
      | Right       | 0:37 |
      | Shift+Left  | 0:02 |
      | Shift+Right | 0:40 |

  Scenario: Seeking stops at the beginning
    Given it is paused at 0:02
    When I press "Shift+Left"
    Then the position is 0:00

  Scenario: Seeking while it plays does not stop it
    Given it plays at 0:10
    When I press "Right"
    Then it is playing
    And the position is 0:15

  Scenario Outline: Up and down move the cursor, Return plays from there
    Given the cursor is on line 3
    When I press "Down"
    And I press "Down"
    And I press "Up"
    And I press "<key>"
    Then it is playing
    And the position is 0:12

    Examples:
      | key    |
      | Return |
      | Enter  |

  Scenario: Return plays from a selection
    Given the words "the dough" of line 3 are selected
    When I press "Return"
    Then the position is within line 3, past its beginning

  Scenario Outline: Speed goes in steps, and is kept within bounds
    When I press "<key>" <times> times
    Then the speed is <speed>

    Examples:
      | key | times | speed |
      | .   | 1     | 1.25  |
      | ,   | 1     | 0.75  |
      | .   | 20    | 3     |
      | ,   | 20    | 0.5   |

  Scenario: Twice the speed hears twice as much
    Given it plays at 0:04
    When I press "." 4 times
    And I listen for 3 seconds
    Then the speed is 2
    And the position is 0:10

  Scenario: The volume goes in steps
    When I press "Ctrl+Down" 3 times
    Then the volume is 60
    When I press "Ctrl+Up" 9 times
    Then the volume is 100

  Scenario: L repeats the mark until L again
    Given the cursor is on line 3
    And I press "Q"
    When I press "L"
    Then it is playing
    And the position is 0:08
    When I listen for 5 seconds
    Then the position is 0:09
    When I press "L"
    And I listen for 5 seconds
    Then the position is 0:14

  @window
  Scenario: L repeats a selection
    Given the words "She said the dough" of line 3 are selected
    When I press "L"
    And I listen for 8 seconds
    Then the position is within line 3

  Scenario: F lets go of the voice, and follows it again
    When I press "F"
    Then the transcript does not follow
    When I press "F"
    Then the transcript follows

  Scenario: Moving the cursor by hand stops the following, playing from there resumes it
    When I press "Down"
    Then the transcript does not follow
    When I press "Return"
    Then the transcript follows

  Scenario: A transcript without its recording plays by the clock, and marks are made
    Given a transcript without its recording is open
    When I press "Space"
    Then it is playing
    When I listen for 2 seconds
    And I press "Right"
    Then the position is 0:07
    When I press "Q"
    Then "My aunt did, and she never used a scale." is a quote

  Scenario: Words without sound loop and end as a recording does
    Given a transcript without its recording is open
    And it plays at 0:38
    When I listen for 4 seconds
    Then it is paused
    And the position is 0:40
