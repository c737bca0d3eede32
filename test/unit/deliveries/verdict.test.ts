import { describe, expect, it } from "vitest";
import { consequenceOf } from "../../../shared/deliveries/consequence.ts";
import { newLane } from "../../../shared/deliveries/lane.ts";
import type { Lane } from "../../../shared/deliveries/model.ts";
import { hintOf, verdictOf } from "../../../shared/deliveries/verdict.ts";
import { primaryEndpointIdOf } from "../../../shared/kernel/ids.ts";
import { anAccount, placementOf } from "../../support/builders.ts";

const milliseconds = 1;

describe("an answer", () => {
  it.each([
    [[200, 201, 202, 204, 299], "TAKEN"],
    [[410], "GONE"],
    [[400, 401, 403, 404, 405, 409, 413, 415, 418, 422, 451, 499], "DISLIKED"],
    [[408, 425, 429, 500, 501, 502, 503, 504, 599], "UNWELL"],
    [[300, 301, 302, 303, 304, 307, 308], "UNWELL"],
    [[100, 101, 199, 600, 999], "UNWELL"],
  ] as const)("%j means %s", (statuses, verdict) => {
    for (const status of statuses) expect(verdictOf({ status, milliseconds }), String(status)).toBe(verdict);
  });

  it.each(["timeout", "connection-refused", "connection-lost", "address-refused", "tls", "not-https"])(
    "that never came (%s) means that the endpoint is unwell",
    (failure) => {
      expect(verdictOf({ failure, milliseconds })).toBe("UNWELL");
    },
  );

  it.each([
    [429, 60],
    [503, 60],
    [500, undefined],
    [422, undefined],
    [408, undefined],
  ])("with %i and a Retry-After of a minute asks for %s seconds", (status, seconds) => {
    expect(hintOf({ status, retryAfterSeconds: 60, milliseconds })).toBe(seconds);
  });
});

describe("what follows for the event at the head of a lane", () => {
  const account = anAccount();
  const lane = (attempts: number): Lane => ({
    ...newLane({
      accountId: account.accountId,
      placementId: placementOf(account),
      agencyId: account.holders[0]!,
      endpointId: primaryEndpointIdOf(account.holders[0]!),
    }),
    attempts,
  });
  const after = (attempts: number, status: number, isProbe = false) =>
    consequenceOf(lane(attempts), { status, milliseconds }, { random: 0.5, isProbe });

  it.each([
    ["a first failure is tried again", [0, 500], { kind: "RETRY", attempts: 1, seconds: 5 }],
    ["a dislike as well", [0, 422], { kind: "RETRY", attempts: 1, seconds: 5 }],
    ["the tenth failure too", [9, 500], { kind: "RETRY", attempts: 10, seconds: 86_400 }],
    ["the eleventh is the last", [10, 500], { kind: "GIVEN_UP" }],
    ["whatever it was", [10, 422], { kind: "GIVEN_UP" }],
    ["taken at last is taken", [10, 204], { kind: "DELIVERED" }],
    ["gone uses up nothing", [10, 410], { kind: "GONE" }],
  ] as const)("%s", (_name, [attempts, status], follows) => {
    expect(after(attempts, status)).toMatchObject(follows);
  });

  it("a probe that the endpoint fails uses up no attempt, however many there were", () => {
    for (const attempts of [0, 1, 9, 10])
      expect(after(attempts, 503, true)).toMatchObject({ kind: "RETRY", attempts });
    expect(after(3, 422, true)).toMatchObject({ kind: "RETRY", attempts: 4 });
  });
});
