Feature: First steps
  Five steps that are done by doing them, shown once above the words.

  Background:
    Given the program is started for the first time

  Scenario: Each key ticks its step off, and the tour ends with the sheet of all keys
    Then the tour shows "○○○○○ Space"
    When I press "Space" in the window
    Then the tour shows "●○○○○ 1"
    When I have listened for 2 seconds
    And I press "2" in the window
    Then the tour shows "●●○○○ Q"
    When I press "Q" in the window
    Then the tour shows "●●●○○ Ctrl Z"
    When I press "Ctrl+Z" in the window
    Then the tour shows "●●●●○ Ctrl E"
    When I press "Ctrl+E" in the window
    And I close what has opened
    Then the tour shows "●●●●● ?"
    When I press "?" in the window
    Then the sheet of all keys is open

  Scenario: Steps done out of order count, and a restart goes on from there
    When I press "Q" in the window
    Then the tour shows "●○○○○ Space"
    When the window is closed and opened again
    Then the tour shows "●○○○○ Space"

  Scenario: A key that marks nothing is no step
    When I press "9" in the window
    Then the tour shows "○○○○○ Space"

  Scenario: Dismissed it stays away until Help brings it back
    When I dismiss the tour
    Then there is no tour
    And the keys go to the transcript again
    When the window is closed and opened again
    Then there is no tour
    When I run "help.tour" in the window
    Then the tour shows "○○○○○ Space"
