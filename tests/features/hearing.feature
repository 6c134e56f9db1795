Feature: What was just heard
  The keys mark what was heard a reaction time ago; how long that is, is learned from the marks
  whose beginning is moved soon after.

  Scenario: Reaching back again and again teaches a longer reaction time
    Given the talk is open
    And the reaction time is learned
    When I mark lines 3, 5, 7 and 9 soon after they began, each time reaching back to the one before
    Then the reaction time is longer than 0.85 seconds
    When it plays at 0:20.8
    And I press "Q"
    Then "It can learn the numbers, but somebody has to taste it." is a quote

  Scenario: Marks that nobody moves teach nothing
    Given the talk is open
    And the reaction time is learned
    When I mark lines 3, 5, 7 and 9 soon after they began
    Then the reaction time is 0.7 seconds

  Scenario: Once learned it can be forgotten
    Given the talk is open
    And the reaction time is learned
    When I mark lines 3, 5, 7 and 9 soon after they began, each time reaching back to the one before
    And I run "app.reset_reaction"
    Then the reaction time is 0.7 seconds
    And I am told "The reaction time is 0.7 s again, and is learned anew."

  Scenario: In the window it is shown, kept over a restart, and offered in the settings
    Given the window is open on the sample
    When I mark lines 31, 33, 35 and 37 in the window and reach back each time
    And the window is closed and opened again
    Then the status line shows the reaction time that was learned
    When I press "Ctrl+," in the window
    Then the settings offer the reaction time that was learned

  Scenario: In the window it is fixed by hand
    Given the window is open on the sample
    When I press "Ctrl+," in the window
    And I set the reaction time to "0.9" seconds by keys
    Then the status line shows the reaction time "0.9 s"
