/** What an agency reports of the debtor as a person, and of complaints. */
export const reportWords = {
  "complaint.raised": {
    summary: "The debtor complained",
    does: "A report is opened for the lender and a hold put on the account, acknowledged by the agency that has it and reports it.",
  },
  "debtor.deceased": {
    summary: "The debtor may have died",
    does: "As a complaint; and the hold reaches every open account of that debtor at the lender, whoever has it. Once the lender confirms it, all of them are taken back.",
  },
  "debtor.insolvent": {
    summary: "The debtor may be insolvent",
    does: "As `debtor.deceased`.",
  },
  "debtor.vulnerable": {
    summary: "The debtor may be vulnerable",
    does: "As a complaint. Report a code, never a diagnosis.",
  },
  "debtor.represented": {
    summary: "A lawyer acts for the debtor",
    does: "As `debtor.deceased`, but that a confirmed one leaves the hold to the lender.",
  },
  "debtor.cease_requested": {
    summary: "The debtor asked not to be contacted",
    does: "As `debtor.represented`. Nobody has to answer by a day.",
  },
  "debtor.moratorium": {
    summary: "The debtor is in a breathing space",
    does: "As `debtor.represented`. The hold ends by itself at `until`, or after 60 days; the agency hears `hold.release` then.",
  },
  "debtor.id_theft": {
    summary: "Somebody else may have made the debt in the debtor's name",
    does: "As `debtor.deceased`.",
  },
  "debtor.moved": {
    summary: "The debtor moved",
    does: "A report is opened and the account gets `DEBTOR_MOVED`. There is no hold.",
  },
} as const;
