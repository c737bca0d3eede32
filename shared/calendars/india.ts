import { fixed } from "./dates.ts";
import type { Calendar } from "./model.ts";
import { asItFalls } from "./observed.ts";

const cites = "Department of Personnel and Training, holidays of the central government: national holidays";

/** The three national holidays. The states' lists differ and are made each year. */
export const india: Calendar = {
  says: "the national holidays of India; a state's own holidays are not among them",
  observed: asItFalls,
  rules: [
    { name: "Republic Day", cites, on: fixed(1, 26) },
    { name: "Independence Day", cites, on: fixed(8, 15) },
    { name: "Gandhi Jayanti", cites, on: fixed(10, 2) },
  ],
};
