Feature: Drafts
  Every quotation of an article found in what was said, and judged.

  Background:
    Given the talk is open

  Scenario: A quotation as it was said
    Given a draft that reads "Ben said: “To notice. The rest can be looked up.”"
    When I check the draft
    Then quotation 1 is "exact" and begins at 0:24

  Scenario: Carried on after an attribution, it is one quotation
    Given a draft that reads "“She said the dough tells you,” Ben said. “When it has had enough.”"
    When I check the draft
    Then there is 1 quotation
    And quotation 1 is "exact" and begins at 0:08

  Scenario: A negation put in is warned of
    Given a draft that reads "Ben: “It cannot learn the numbers, but somebody has to taste it.”"
    When I check the draft
    Then quotation 1 is "altered" and begins at 0:16
    And quotation 1 is warned of "negation"

  Scenario: Somebody else said it
    Given a draft that reads "Ada said: “My aunt did, and she never used a scale.”"
    When I check the draft
    Then quotation 1 is "other_speaker" and begins at 0:04

  Scenario: A draft that is not there is told
    When I check the draft
    Then I am told "cannot be read"
