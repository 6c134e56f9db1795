Feature: The palette
  It finds every action by its name, and is a way to episodes, topics, chapters, speakers, times.

  Background:
    Given the window is open on the sample

  Scenario Outline: A time typed is gone to
    When I press "Ctrl+K" in the window
    And I type "<typed>" and press "Return"
    Then the playhead is at <at>
    And the keys go to the transcript again

    Examples:
      | typed      | at     |
      | 1:02       | 1:02   |
      | 0:01:02.5  | 1:02.5 |

  Scenario: A time past the end goes to the end
    When I press "Ctrl+K" in the window
    And I type "go to 5:00:00" and press "Return"
    Then the playhead is at the end

  Scenario: A speaker is gone to where they speak up next
    When I press "Ctrl+K" in the window
    And I type "go to tom" and press "Return"
    Then the line at the playhead is spoken by "Tom Okafor"
    When I press "Ctrl+K" in the window
    And I type "go to tom" and press "Return"
    Then the line at the playhead is spoken by "Tom Okafor"
    And the playhead went on

  Scenario: A topic is gone to mark by mark, and from the last to the first
    When I go to "craft" once more than it has marks
    Then each of its marks was gone to, the first one twice

  Scenario: A chapter is gone to
    Given a chapter "Bread and scales" at 0:30
    When I press "Ctrl+K" in the window
    And I type "go to bread and" and press "Return"
    Then the playhead is at 0:30

  Scenario: An episode is opened by its name, loosely typed
    Given no episode is open
    When I press "Ctrl+K" in the window
    And I type "worth learn" and press "Return"
    Then the episode "What is still worth learning" is open

  Scenario: An action is done by its name, and comes first the next time
    When I press "Ctrl+K" in the window
    And I type "bookm" and press "Return"
    Then the library holds a new bookmark
    When I press "Ctrl+K" in the window
    Then the palette offers "Bookmark" first

  Scenario: What was used last comes first after a restart too
    Given I press "Ctrl+K" in the window
    And I type "bookm" and press "Return"
    And the window was closed and opened again
    When I press "Ctrl+K" in the window
    Then the palette offers "Bookmark" first

  Scenario: Escape closes it and nothing was done
    When I press "Ctrl+K" in the window
    And I type "remove mark" and press "Escape"
    Then the keys go to the transcript again
    And the marks are those of the sample
