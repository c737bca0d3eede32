import { path } from "./parameter.ts";

/** Which of a bank's files, and what of it. */
export const bankParameters = {
  bankFileId: path("bankFileId", "The bank's file, `bkf_…`.", {
    type: "string",
    pattern: "^bkf_[0-9A-HJKMNP-TV-Z]{26}$",
  }),
  entryNumber: path("entryNumber", "Which one of the file's entries that could not be read, from 1.", {
    type: "string",
    pattern: "^[1-9][0-9]{0,7}$",
  }),
} as const;
