Feature: Places and states
  A start goes on where one was, the window stands as it was left, words can stand alone.

  Background:
    Given the window is open on the sample

  Scenario: A start goes on at the last word, and the window stands as it was left
    Given the window plays at 1:00
    When I press "Space" in the window
    And I press "Ctrl+3" in the window
    And the window is closed and opened again
    Then the window goes on at about 1:00
    And the timeline is hidden
    When I press "Ctrl+3" in the window
    Then the timeline is shown

  Scenario: The words stand alone until Escape
    When I press "F9" in the window
    Then the library is hidden
    And the marks is hidden
    And no times stand beside the words
    When I press "Escape" in the window
    Then the library is shown
    And the marks is shown

  Scenario: The library is narrowed by typing, and an episode removed and brought back by keys
    When I go to the filter of the library and type "nothing like it"
    Then the library shows 0 episodes
    When I type "" instead
    Then the library shows 1 episodes
    When I press "Delete" on it
    Then the library shows 0 episodes
    When I press "Ctrl+Z" in the window
    Then the library shows 1 episodes
