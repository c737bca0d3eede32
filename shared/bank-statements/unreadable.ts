import type { Place, Problem, Refusal } from "./model.ts";

/** Thrown where a file cannot be read on, however deep that is; whoever reads the file turns it into a refusal. */
export class Unreadable extends Error {
  readonly refusal: Refusal;

  constructor(problem: Problem, place: Place) {
    super(problem.reason);
    this.refusal = { ...problem, place };
  }
}
