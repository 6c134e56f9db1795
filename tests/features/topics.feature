Feature: Topics
  Made, renamed, coloured, merged, nested, given a digit, deleted; the marks' fate is said.

  Background:
    Given the talk is open
    And the topics "Craft, Machines, Bread"
    And the cursor is on line 2
    And I press "1"
    And I press "2"
    And the cursor is on line 3
    And I press "1"

  Scenario: New topics take the next free digit and a colour of their own
    Then the topics are numbered "Craft 1, Machines 2, Bread 3"
    And no two topics have one colour

  Scenario: A second topic of a name is refused
    When I press "Ctrl+T" and answer "craft"
    Then I am told "There is a topic called “Craft” already."

  Scenario: A topic is renamed, and its marks with it
    When the topic "Craft" is renamed "Handwork"
    Then "She said the dough tells you when it has had enough." is tagged "Handwork"

  Scenario: A name that another topic has is refused
    When the topic "Craft" is renamed "Bread"
    Then I am told "There is a topic called “Bread” already; merge the two instead."
    And the topics are numbered "Craft 1, Machines 2, Bread 3"

  Scenario: A topic is coloured
    When the topic "Craft" is coloured "#123abc"
    Then the colour of "Craft" on the disk is "#123ABC"

  Scenario: A digit moves from one topic to another, and the key follows
    When the topic "Bread" gets the digit 1
    Then the topics are numbered "Craft -, Machines 2, Bread 1"
    When the cursor is on line 9
    And I press "1"
    Then "Everybody who bakes it, I hope." is tagged "Bread"

  Scenario: A digit is taken away
    When the topic "Craft" loses its digit
    And I press "1"
    Then I am told "No topic has the digit 1 yet"

  Scenario: Merging moves the marks, none twice
    When the topic "Machines" is merged into "Craft"
    Then "My aunt did, and she never used a scale." is tagged "Craft"
    And the topics are numbered "Craft 1, Bread 3"
    And I am told "Merged “Machines” into “Craft”"
    When I press "Ctrl+Z"
    Then "My aunt did, and she never used a scale." is tagged "Craft, Machines"

  Scenario: Topics are nested, and brought back to the top
    When the topic "Bread" is moved under "Craft"
    Then "Bread" lies under "Craft"
    When the topic "Bread" is moved to the top
    Then "Bread" lies under nothing

  Scenario: No topic comes to lie under itself
    When the topic "Bread" is moved under "Craft"
    And the topic "Craft" is moved under "Bread"
    Then I am told "“Craft” cannot be moved under its own sub-topic."

  Scenario: A topic cannot be merged into one of its own sub-topics
    When the topic "Bread" is moved under "Craft"
    And the topic "Craft" is merged into "Bread"
    Then I am told "“Bread” lies under “Craft”; move it to the top first."

  Scenario: Merging takes the sub-topics along
    When the topic "Bread" is moved under "Machines"
    And the topic "Machines" is merged into "Craft"
    Then "Bread" lies under "Craft"

  Scenario: Deleting a topic says how many marks it has and keeps them
    When the topic "Craft" is deleted with the answer "keep"
    Then I am asked "2 marks, 1 only here"
    And "She said the dough tells you when it has had enough." is a bookmark
    And "My aunt did, and she never used a scale." is tagged "Machines"
    And I am told "Deleted “Craft”"

  Scenario: Deleting a topic with the marks that are only its own
    When the topic "Craft" is deleted with the answer "remove"
    Then there is 1 mark
    And "My aunt did, and she never used a scale." is tagged "Machines"

  Scenario: Deleting a topic and moving its marks to another
    When the topic "Craft" is deleted with the answer "move Bread"
    Then "She said the dough tells you when it has had enough." is tagged "Bread"
    And the topics are numbered "Machines 2, Bread 3"

  Scenario: A deletion turned away changes nothing
    When the topic "Craft" is deleted with no answer
    Then the topics are numbered "Craft 1, Machines 2, Bread 3"

  Scenario: Undo brings a deleted topic back with its marks, digit and colour
    When the topic "Craft" is deleted with the answer "remove"
    And I press "Ctrl+Z"
    Then the topics are numbered "Craft 1, Machines 2, Bread 3"
    And "She said the dough tells you when it has had enough." is tagged "Craft"
    And there are 2 marks

  Scenario: Sub-topics of a deleted topic move up
    When the topic "Bread" is moved under "Machines"
    And the topic "Machines" is moved under "Craft"
    And the topic "Machines" is deleted with the answer "keep"
    Then "Bread" lies under "Craft"

  Scenario: A topic is found by its other names
    When the topic "Craft" is also called "Handiwork, Skill"
    And the cursor is on line 9
    And I press "T" and answer "skill"
    Then "Everybody who bakes it, I hope." is tagged "Craft"
    When I press "Ctrl+T" and answer "Handiwork"
    Then I am told "There is a topic called “Craft” already."

  Scenario: A name of another topic is no other name
    When the topic "Craft" is also called "bread"
    Then I am told "“bread” is a name of “Bread” already; merge the two instead."

  Scenario: A merged topic's name goes on to be found
    When the topic "Machines" is merged into "Craft"
    And the cursor is on line 9
    And I press "T" and answer "machines"
    Then "Everybody who bakes it, I hope." is tagged "Craft"
    And the topics are numbered "Craft 1, Bread 3"

  Scenario: A topic is split by a search, and put together again
    When the topic "Craft" is split by "dough" into "Dough"
    Then "She said the dough tells you when it has had enough." is tagged "Dough"
    And "My aunt did, and she never used a scale." is tagged "Craft, Machines"
    And I am told "Moved 1 mark from “Craft” to “Dough”"
    When I press "Ctrl+Z"
    Then "She said the dough tells you when it has had enough." is tagged "Craft"
    And the topics are numbered "Craft 1, Machines 2, Bread 3"

  Scenario: Marks are split off to a topic that is there
    When the topic "Craft" is split by "speaker:ben -dough" into "bread"
    Then "My aunt did, and she never used a scale." is tagged "Machines, Bread"

  Scenario: A split that finds nothing says so
    When the topic "Craft" is split by "zebra" into "Animals"
    Then I am told "No mark of “Craft” is found by “zebra”."

  Scenario: An archived topic is offered no more, and its marks stay
    When the topic "Craft" is archived
    Then "She said the dough tells you when it has had enough." is tagged "Craft"
    And I am told "Archived “Craft”; its marks stay"
    When the cursor is on line 9
    And I press "1"
    Then I am told "No topic has the digit 1 yet"
    When the command "topic.restore" is answered "Craft"
    Then the topics are numbered "Craft -, Machines 2, Bread 3"
    And I am told "Brought back “Craft”"

  Scenario: Nothing is archived
    When the command "topic.restore" is answered "Craft"
    Then I am told "No topic is archived."

  Scenario: A digit means another topic in one show
    Given the episode belongs to the show "The Bake"
    When the digit 1 means "Bread" in this show
    And the cursor is on line 9
    And I press "1"
    Then "Everybody who bakes it, I hope." is tagged "Bread"
    And the topics are numbered "Craft 1, Machines 2, Bread 3"
    When the episode belongs to the show "Elsewhere"
    And the cursor is on line 5
    And I press "1"
    Then "It can learn the numbers, but somebody has to taste it." is tagged "Craft"

  Scenario: Digits of a show are given up, and that is undone
    Given the episode belongs to the show "The Bake"
    And the digit 1 means "Bread" in this show
    When the command "topic.clear_show_digits" is answered ""
    And the cursor is on line 9
    And I press "1"
    Then "Everybody who bakes it, I hope." is tagged "Craft"
    When I press "Ctrl+Z"
    And I press "Ctrl+Z"
    And I press "1"
    Then "Everybody who bakes it, I hope." is tagged "Bread"

  Scenario: Deleting a topic takes its digits in shows along
    Given the episode belongs to the show "The Bake"
    And the digit 1 means "Bread" in this show
    When the topic "Bread" is deleted with the answer "keep"
    And the cursor is on line 9
    And I press "1"
    Then "Everybody who bakes it, I hope." is tagged "Craft"

  Scenario: The page of a topic
    When I press "Ctrl+Shift+T" and answer "Craft"
    Then I am asked "page of Craft"

  Scenario: A topic is cared for from its menu in the window
    Given the window is open on the sample
    When I choose "Other names…" of the topic "Craft" and type "Handwork"
    And I press "Home" in the window
    And I press "T" in the window
    And I type "handwork" and press "Return"
    Then the window lists 3 marks of "Craft"
    When I choose "Description…" of the topic "Craft" and type "What hands know"
    And I choose "Split by a search…" of the topic "What to learn" and type "machine, Machinery"
    Then the window lists 2 marks of "Machinery"
    And the window lists 2 marks of "What to learn"
    When I choose "Archive" of the topic "Craft"
    Then the window offers no topic "Craft"
    When I press "Ctrl+K" in the window
    And I type "bring back" and press "Return"
    And I type "craft" and press "Return"
    Then the window lists 3 marks of "Craft"
    When I press "Ctrl+Shift+T" in the window
    And I type "craft" and press "Return"
    Then the page says "Craft · also Handwork · What hands know · 3 marks · 1 episode"
