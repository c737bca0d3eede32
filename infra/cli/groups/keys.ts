import type { Group } from "../operation.ts";

const KEY = "key_01JB4Q6N7VC3D5E7F9G1H3J5K7";

export const keyGroup: Group = {
  name: "keys",
  says: "API keys: who may speak for whom",
  operations: [
    {
      name: "list",
      says: "Lists the keys, without what is secret",
      examples: ["keys list --all", "keys list --kind FINANCE"],
      method: "GET",
      path: "/v1/keys",
      query: [
        { flag: "--kind <kind>", says: "LENDER, AGENCY, FINANCE or ADMIN", member: "kind" },
        { flag: "--lender <lenderId>", says: "only keys of this lender", member: "lenderId" },
        { flag: "--agency <agencyId>", says: "only keys of this agency", member: "agencyId" },
      ],
      paged: true,
      columns: [
        ["key", "keyId"],
        ["state", "state"],
        ["for", "principal"],
        ["label", "label"],
        ["made", "createdAt"],
        ["last used", "lastUsedAt"],
        ["ends", "expiresAt"],
      ],
    },
    {
      name: "show",
      says: "Shows where a key stands",
      examples: [`keys show ${KEY}`],
      method: "GET",
      path: "/v1/keys/:keyId",
    },
    {
      name: "create",
      says: "Makes a key and shows it this once",
      examples: [
        'keys create --kind LENDER --lender lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA --label "Loan system"',
        "keys create --kind FINANCE --label close --expires-at 2031-12-31T23:59:59Z",
      ],
      method: "POST",
      path: "/v1/keys",
      body: [
        {
          flag: "--kind <kind>",
          says: "LENDER, AGENCY, FINANCE or ADMIN",
          member: "principal.kind",
          needed: true,
        },
        { flag: "--lender <lenderId>", says: "whom a lender's key speaks for", member: "principal.lenderId" },
        {
          flag: "--agency <agencyId>",
          says: "whom an agency's key speaks for",
          member: "principal.agencyId",
        },
        { flag: "--label <label>", says: "what the key is called", member: "label", needed: true },
        { flag: "--expires-at <instant>", says: "until when it is in force", member: "expiresAt" },
      ],
    },
    {
      name: "rotate",
      says: "Makes a successor and shows it this once; the old key goes on for a while",
      examples: [`keys rotate ${KEY} --overlap-hours 168`],
      method: "POST",
      path: "/v1/keys/:keyId/rotation",
      body: [
        {
          flag: "--overlap-hours <n>",
          says: "how long the old key goes on, 24 when left out",
          member: "overlapHours",
          kind: "integer",
        },
        { flag: "--label <label>", says: "what the successor is called", member: "label" },
      ],
      asks: "The key will have a successor and an end. Rotate it?",
    },
    {
      name: "revoke",
      says: "Ends a key at once",
      examples: [`keys revoke ${KEY} --yes`],
      method: "POST",
      path: "/v1/keys/:keyId/revocation",
      asks: "Whoever uses the key is refused from now on, for good. Revoke it?",
      repeatable: true,
    },
  ],
};
