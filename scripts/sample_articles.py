"""Articles about the sample episode, for pictures of the draft desk."""

from __future__ import annotations

ARTICLE = """\
# Wood does not flatter

There are talks that stay with you. Tom Okafor taught mathematics for twenty years, and now he
builds boats. “Ask what you want to be able to do,” he said, “with the machine switched off.”

“A solution you were handed leaves a mark on you; one you fought for does,” Okafor says.

> Remove the drudgery, by all means. But keep the part where you are stuck, because that is where
> the brain is built.

He told me that reading contracts and comforting friends should be learned by hand. Ada Reyes
said: “Wood answers honestly.” And later: “The sea forgives no lazy engineer in Rotterdam.”
"""

RIGHT_TO_LEFT = """\
# مراجعة لحديث طويل

قال توم: “You only get that from being wrong yourself, many times, at something you care about.”
ثم أضاف أن الأيدي تتعلم ما لا تتعلمه الشاشة.

وأضافت آدا: „זה דבר שאף אחד לא אמר כאן, ובוודאי לא על סירות עץ” — ולא מצאתי את המילים.

> Remove the drudgery, by all means. But keep the part where you are stuck, because that is where
> the whole mind is built.
"""
