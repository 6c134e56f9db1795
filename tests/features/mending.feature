Feature: Mending the transcript
  Correcting text and speakers keeps the marks on their words.

  Background:
    Given the talk is open
    And the topics "Craft"

  @window
  Scenario: A corrected line is stored, and undone
    Given the cursor is on line 2
    When I press "E" and answer "My aunt did, and she never owned a scale."
    Then line 2 says "My aunt did, and she never owned a scale."
    When I close the program and start it again
    Then line 2 says "My aunt did, and she never owned a scale."
    When I press "Ctrl+Z"
    Then line 2 says "My aunt did, and she never used a scale."

  Scenario: A mark of the whole line says what the line says
    Given the cursor is on line 2
    And I press "1"
    When I press "E" and answer "My aunt did, and she never owned a scale."
    Then "My aunt did, and she never owned a scale." is tagged "Craft"

  Scenario: A mark on other words of the line stays on its words
    Given the words "the dough tells you" of line 3 are selected
    And I press "Q"
    And the cursor is on line 3
    When I press "E" and answer "She always said the dough tells you when it has had quite enough."
    Then "the dough tells you" is a quote

  @window
  Scenario: E while it plays corrects the line that is heard
    Given it plays at 0:17
    When I press "E" and answer "It can learn the figures, but somebody has to taste it."
    Then line 5 says "It can learn the figures, but somebody has to taste it."
    And it is playing

  Scenario: A line keeps its time, and its words the time they were spoken
    Given the cursor is on line 3
    When I press "E" and answer "She said that the dough tells you when it has had enough."
    Then the word "enough." of line 3 is heard when it was before

  Scenario: Nothing at all is no correction
    Given the cursor is on line 2
    When I press "E" and answer " "
    Then I am told "A cue needs words"
    And line 2 says "My aunt did, and she never used a scale."

  @window
  Scenario: A speaker is set, and the marks know
    Given the cursor is on line 4
    And I press "Q"
    When I press "S" and answer "Cleo"
    Then line 4 is spoken by "Cleo"
    And "Could a machine learn that?" is spoken by "Cleo"
    And I am asked "Who speaks here?: Ada"
    When I press "Ctrl+Z"
    Then line 4 is spoken by "Ada"
    And "Could a machine learn that?" is spoken by "Ada"

  Scenario: Corrected words are found, the old ones are not
    Given the cursor is on line 2
    When I press "E" and answer "My uncle did, and he never used a scale."
    And I search for "uncle"
    Then the first hit begins at 0:04 and says "My uncle did"
    When I search for "aunt did"
    Then nothing is found
