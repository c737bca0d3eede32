import { describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aContract, anAgencyBody, aPolicy, demand, newSecret, usd } from "../../support/tenant.ts";

const operator = operatorHere();
const sixtyFour = expect.stringMatching(/^[0-9a-f]{64}$/u);

const put = (path: string, json: unknown, ifMatch?: string) =>
  operator.call(path, { method: "PUT", json, ...(ifMatch && { headers: { "if-match": ifMatch } }) });

describe("GET /v1/changes", () => {
  it("says who changed what and when, newest first, and what the hashes were", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const path = `/v1/lenders/${lender.lenderId}`;
    demand(await put(path, { name: "Renamed Bank", policy: aPolicy() }), 200);
    const [changed, created, ...others] = await everyOne(`/v1/changes?subject=lenders/${lender.lenderId}`, 1);
    expect(others).toEqual([]);
    expect(changed).toEqual({
      subject: `lenders/${lender.lenderId}`,
      revision: 2,
      action: "changed",
      changedAt: expect.any(String),
      changedBy: "operator",
      members: ["name"],
      hashBefore: created.hashAfter,
      hashAfter: sixtyFour,
    });
    expect(created).toMatchObject({ revision: 1, action: "created", hashAfter: sixtyFour });
    expect(created).not.toHaveProperty("hashBefore");
  });

  it("names the key of the operator who made the change", async () => {
    const { lender, agency } = await aTenantHere();
    const apiKey = await operator.newKey({ kind: "ADMIN" });
    const path = `/v1/lenders/${lender.lenderId}/contracts/${agency.agencyId}`;
    demand(await operator.call(path, { method: "PUT", json: aContract({ share: 7 }), apiKey }), 200);
    const [{ changedBy, members }] = await everyOne(
      `/v1/changes?subject=lenders/${lender.lenderId}/contracts/${agency.agencyId}`,
    );
    expect(changedBy).toBe(`key_${apiKey.split("_")[2]}`);
    expect(members).toEqual(["share", "version"]);
  });

  it("has the changes of everything, the latest before the earlier", async () => {
    const { agency, lender } = await aTenantHere();
    const seen = async () => {
      const { body } = await operator.get("/v1/changes?limit=200");
      return body.items.map(({ subject }: { subject: string }) => subject);
    };
    await expect.poll(seen).toContain(`agencies/${agency.agencyId}`);
    const subjects = await seen();
    const contract = subjects.indexOf(`lenders/${lender.lenderId}/contracts/${agency.agencyId}`);
    expect(contract).toBeGreaterThanOrEqual(0);
    expect(contract).toBeLessThan(subjects.indexOf(`agencies/${agency.agencyId}`));
  });

  it("holds no secret: that one was changed is all it says", async () => {
    const { agency } = await aTenantHere();
    const subject = `/v1/changes?subject=agencies/${agency.agencyId}`;
    demand(await put(`/v1/agencies/${agency.agencyId}`, anAgencyBody(agency.inbox.url, newSecret())), 200);
    const changes = await everyOne(subject);
    expect(changes[0]).toMatchObject({ members: ["webhookSecrets"], hashAfter: changes[1].hashAfter });
    expect(JSON.stringify(changes)).not.toContain("whsec_");
  });

  it("grows by nothing when what is sent is what stands", async () => {
    const { lender, agency } = await aTenantHere();
    const bodies: readonly (readonly [string, unknown])[] = [
      [`lenders/${lender.lenderId}`, { name: "Sample Bank", policy: aPolicy() }],
      [`agencies/${agency.agencyId}`, anAgencyBody(agency.inbox.url, agency.secret)],
      [`lenders/${lender.lenderId}/contracts/${agency.agencyId}`, aContract()],
    ];
    for (const [subject, body] of bodies) {
      expect(demand(await put(`/v1/${subject}`, body), 200).headers.get("etag")).toBe('"1"');
      expect(await everyOne(`/v1/changes?subject=${subject}`)).toHaveLength(1);
    }
  });

  it.each(["nobody", "agencies/", "lenders/x/y", "../keys/x"])("refuses the subject %j", async (subject) => {
    const answer = await operator.get(`/v1/changes?subject=${encodeURIComponent(subject)}`);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/subject"]);
  });

  isForTheOperator("/v1/changes", {});
});

describe("If-Match", () => {
  it("lets one of two operators who looked at the same revision through, and tells the other", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const path = `/v1/lenders/${lender.lenderId}`;
    const etag = (await operator.get(path)).headers.get("etag") ?? "";
    expect(etag).toBe('"1"');
    const bodies = [1, 2].map((n) => ({ name: `Bank ${n}`, policy: aPolicy({ balanceMin: usd(n * 100) }) }));
    const answers = await Promise.all(bodies.map((body) => put(path, body, etag)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const refused = answers.find(({ status }) => status === 412);
    expect([refused?.code, refused?.body.revision]).toEqual(["precondition-failed", 2]);
    const winner = answers.find(({ status }) => status === 200);
    const { name, policyVersion } = (await operator.get(path)).body;
    expect([name, policyVersion]).toEqual([winner?.body.name, 2]);
  });

  it("without it the last one wins, and each policy gets a version of its own", async () => {
    const { lender } = await aTenantHere({ agencies: 0 });
    const path = `/v1/lenders/${lender.lenderId}`;
    const answers = await Promise.all(
      [3, 4, 5].map((n) => put(path, { name: "Bank", policy: aPolicy({ balanceMin: usd(n * 100) }) })),
    );
    // A number that was drawn for a save which then had to decide again is never given twice: some are left out.
    const versions = new Set<number>(answers.map(({ body }) => body.policyVersion));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(versions.size).toBe(3);
    expect(Math.min(...versions)).toBeGreaterThanOrEqual(2);
  });

  it.each(["1", "*", 'W/"1"', '"x"'])("refuses %s, which is no revision", async (tag) => {
    const { agency } = await aTenantHere();
    const body = anAgencyBody(agency.inbox.url, agency.secret);
    const answer = await put(`/v1/agencies/${agency.agencyId}`, body, tag);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/if-match"]);
  });
});
