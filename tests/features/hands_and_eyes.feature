Feature: For every hand and eye
  The window is used without a mouse and without eyes, with large letters, in any script, in any
  language; its words can be read in light and in dark.

  Scenario: Tab goes through all of the window and comes round, Shift+Tab the same way back
    Given the window is open on the sample
    When I press "Tab" until it comes round
    Then I was at every control, and each has a name and a role
    And "Shift+Tab" goes the same way back

  Scenario: What opens over the window is walked through by Tab too, and left by Escape
    Given the window is open on the sample
    Then Tab reaches all that these keys open, all of it has names, and Escape leads back:
      | key          |
      | T            |
      | N            |
      | /            |
      | ?            |
      | Ctrl+K       |
      | Ctrl+H       |
      | Ctrl+E       |
      | Ctrl+,       |
      | Ctrl+Shift+E |
      | Ctrl+Shift+F |
      | Ctrl+Shift+T |
      | Ctrl+Shift+Delete |

  Scenario: The line that the cursor comes to is read aloud: who, what, when
    Given the window is open on the sample
    And a screen reader listens
    When I press "Home" in the window
    And I press "Down" in the window
    Then line 2 was read aloud with its speaker and its time
    And the transcript is a document that is described by line 2

  Scenario Outline: What is painted can be read in light and in dark
    Given the window is open on the sample
    When the theme is "<theme>"
    Then the words on every ground of the transcript stand out 4.5 to 1 as they are painted
    And so do the letters of every label and button
    And so do the marks beside the words and on the timeline

    Examples:
      | theme |
      | light |
      | dark  |

  Scenario: The letters grow and shrink by keys, and stay so after a restart
    Given the window is open on the sample
    When I press "Ctrl++" in the window
    And I press "Ctrl++" in the window
    And I press "Ctrl+-" in the window
    Then the words of the transcript are 1.1 times as large
    When the window is closed and opened again
    Then the words of the transcript are 1.1 times as large

  Scenario: Words of every script are selected by keys and by mouse, and marked
    Given a transcript of five scripts is open in the window
    Then lines 3 and 4 run from right to left, the others not
    When I select words by keys and quote them:
      | line | keys                                                                | words          |
      | 1    | Ctrl+Shift+Right, Ctrl+Shift+Right, Ctrl+Shift+Right                | 我今天         |
      | 3    | Ctrl+Shift+Left, Ctrl+Shift+Left                                    | الكتب المفتوحة |
      | 4    | Ctrl+Shift+Left, Ctrl+Shift+Left, Ctrl+Shift+Left, Ctrl+Shift+Right | הספרים הפתוחים |
      | 5    | Ctrl+Shift+Right                                                    | Plain          |
    And I drag over the first two words of line 2 and quote them
    Then the quotes are "我今天 | 翻訳が | الكتب المفتوحة | הספרים הפתוחים | Plain"
    And each quote is tinted where its words stand

  Scenario: Words that run from the right are dragged over with the mouse
    Given a transcript of five scripts is open in the window
    When I drag over the first two words of line 3 and quote them
    And I drag over the first two words of line 4 and quote them
    Then the quotes are "الكتب المفتوحة | הספרים הפתוחים"
    And each quote is tinted where its words stand

  Scenario: In another language nothing is left in English
    Given the window is open in a language in which every text is in brackets
    Then every text of the window is in brackets, or what somebody wrote
    And so is all that is said of these keys:
      | key    |
      | 1      |
      | Q      |
      | B      |
      | Ctrl+Z |
      | ]      |
    And so is all that opens over it
