Feature: Sharing by hand
  A mark goes into any other program in one key.

  Background:
    Given the talk is open
    And the cursor is on line 3
    And I press "Q"

  Scenario: As Markdown
    When I press "Ctrl+Shift+C"
    Then the clipboard holds "> She said the dough tells you when it has had enough."
    And the clipboard holds "> — Ben, [talk, 0:08–0:12](file:///"

  Scenario: As a link
    When I press "Ctrl+Shift+L"
    Then the clipboard holds "talk.wav#t=8,12"

  Scenario: As a quote
    When I press "Ctrl+Shift+Q"
    Then the clipboard reads "“She said the dough tells you when it has had enough.” — Ben, talk, 0:08–0:12"

  Scenario: As HTML, to be pasted as it looks
    When I press "Ctrl+Shift+H"
    Then the clipboard holds "<blockquote><p>She said the dough"
    And the clipboard has the same for programs that know HTML

  Scenario: Words that nobody marked
    Given the words "never used a scale" of line 2 are selected
    When I press "Ctrl+Shift+Q"
    Then the clipboard holds "“never used a scale.” — Ben, talk, 0:"
    And there is 1 mark

  Scenario: Several marks chosen in the list
    Given the cursor is on line 9
    And I press "N" and answer "Ask her."
    And both marks are chosen in the list
    When I press "Ctrl+Shift+C"
    Then the clipboard holds "> She said the dough"
    And the clipboard holds "> Everybody who bakes it, I hope."
    And the clipboard holds "Ask her."
