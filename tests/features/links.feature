Feature: Episodes come from links
  A link is looked at, asked about where there is a choice, and becomes an episode.

  Background:
    Given a talk on the web

  Scenario: A pasted link, with its sound
    Given the link of the talk is on the clipboard
    When I press "Ctrl+V" and answer "all"
    Then the episode "Of bread" is open
    And it has sound and words

  Scenario: A pasted link, for its words
    Given the link of the talk is on the clipboard
    When I press "Ctrl+V" and answer "words"
    Then the episode "Of bread" is open
    And it has words alone

  Scenario: A typed link that is here already is opened, not fetched again
    Given the link of the talk is on the clipboard
    And I press "Ctrl+V" and answer "all"
    When I press "Ctrl+Shift+O" and answer the link of the talk
    Then I am told "is in the library already"
    And the sound was fetched once

  Scenario: What is no link is told
    When I press "Ctrl+V"
    Then I am told "There is no link on the clipboard"

  Scenario: An episode of a podcast
    Given a podcast with the talk in it
    When I open its feed and choose "Of bread"
    Then the episode "Of bread" is open
    And it has sound alone
