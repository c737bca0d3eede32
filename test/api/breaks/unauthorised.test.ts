import { describe, expect, it } from "vitest";
import { aBreakDesk, manual } from "../../support/break-desk.ts";
import { refusal } from "../../support/refusals.ts";

const commands = (path: string) =>
  [
    ["PUT", `${path}/assignee`, { assignee: "ada" }],
    ["POST", `${path}/comments`, { text: "x" }],
    ["PUT", `${path}/explanation`, { explanation: "x" }],
    ["POST", `${path}/resolution`, manual],
    ["POST", `${path}/reopening`, { reason: "x" }],
    [
      "POST",
      "/v1/break-bulk",
      { breakIds: [path.split("/").at(-1)], command: { kind: "COMMENT", text: "x" } },
    ],
  ] as const;

const approvals = (path: string) =>
  [
    ["POST", `${path}/resolution/confirmation`, {}],
    ["POST", `${path}/resolution/rejection`, { reason: "x" }],
    ["POST", "/v1/break-bulk", { breakIds: [path.split("/").at(-1)], command: { kind: "CONFIRM" } }],
  ] as const;

const reads = (path: string, lenderId: string) => [
  `/v1/breaks?lenderId=${lenderId}`,
  `/v1/break-summary?lenderId=${lenderId}`,
  path,
  `${path}/comments`,
  `${path}/events`,
];

describe("breaks", () => {
  it("are for finance and the operator to read, and for nobody else", async () => {
    const { operator, lender, agency, lenderId, path } = await aBreakDesk();
    for (const apiKey of [
      await operator.newKey({ kind: "FINANCE" }),
      await operator.newKey({ kind: "FINANCE", lenderId }),
      await operator.newKey({ kind: "ADMIN" }),
    ])
      for (const of of reads(path, lenderId)) expect((await operator.call(of, { apiKey })).status).toBe(200);
    for (const of of reads(path, lenderId)) {
      for (const apiKey of [lender.apiKey, agency.apiKey])
        expect(refusal(await operator.call(of, { apiKey }))).toEqual([403, "forbidden"]);
      expect(refusal(await operator.call(of, { apiKey: undefined }))).toEqual([401, "unauthenticated"]);
    }
  });

  it("are worked by operators of finance: whoever only looks, and others, change nothing", async () => {
    const { operator, lender, agency, lenderId, path, get } = await aBreakDesk();
    const keys = [
      await operator.newKey({ kind: "FINANCE", lenderId }),
      await operator.newKey({ kind: "ADMIN" }),
      lender.apiKey,
      agency.apiKey,
    ];
    for (const [method, of, json] of [...commands(path), ...approvals(path)]) {
      for (const apiKey of keys)
        expect(refusal(await operator.call(of, { method, apiKey, json })), of).toEqual([403, "forbidden"]);
      expect(refusal(await operator.call(of, { method, apiKey: undefined, json }))).toEqual([
        401,
        "unauthenticated",
      ]);
    }
    expect((await get(path)).body).toMatchObject({ state: "OPEN", version: 1 });
  });

  it("are approved by approvers alone", async () => {
    const { operator, apiKey, path } = await aBreakDesk();
    for (const [method, of, json] of approvals(path))
      expect(refusal(await operator.call(of, { method, apiKey, json }))).toEqual([403, "forbidden"]);
  });
});
