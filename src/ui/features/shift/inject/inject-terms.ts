import type { InjectionType } from "../../../../domain/shift/injection";

/** Two plain sentences each. They load with the panel, so they are no part of the page's own terms. */
export const INJECT_TERMS: Readonly<Record<InjectionType | "notices" | "drift" | "strength", string>> = {
  prior: "Leaves rows of one class out, drawn at random, until this share of the rest is positive. No row is made up and none is used twice, so fewer rows are left.",
  offset: "Adds the same amount to every value of a column, in the column's own units. A sensor that is out of adjustment does this.",
  scale: "Multiplies every value of a column. A source that begins to report in other units does this.",
  noise: "Adds a random amount to every value, drawn from the normal distribution. One standard deviation is as much as the column itself varies in train.",
  missing: "Takes cells away at random. What becomes of them is what Features says: they are filled, or their row is left out.",
  flip: "Turns labels into the other one at random; the features stay. The net is not at fault, but its figures fall all the same.",
  notices: "Whether somebody who knows only the figures, each from as many rows, can tell from this one that something changed: chance alone would make no figure of the table go so far in 19 of 20 cases. The rows are partly the same, so this errs on the side of seeing nothing.",
  drift: "Whether an index of drift, taken between the copy and the split as it was, passes the cut-off of a small effect, and more than so few rows alone would make once in a thousand times. Indices need no labels but for that of the labels, and say nothing of whether the net is right.",
  strength: "How much of each injection is made: 0 % is the split as it is, 100 % what the list says. Draws are the same at every strength, so what a weaker one changes a stronger one changes too.",
};
