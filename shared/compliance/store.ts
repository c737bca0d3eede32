import type { Create } from "../kernel/change.ts";
import type { ContactAttempt } from "./contact.ts";

export const contactStore = {
  created: (contact: ContactAttempt): Create => ({
    kind: "create",
    name: "contact",
    item: {
      pk: `ACCOUNT#${contact.accountId}`,
      sk: `CONTACT#${contact.agencyId}#${contact.attemptRef}`,
      ...contact,
    },
  }),
};

export type ContactStore = typeof contactStore;
