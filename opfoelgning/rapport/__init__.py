"""The leader's reports: facts of many cases gathered once, then pure functions of a period and a day."""
