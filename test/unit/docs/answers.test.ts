import { describe, expect, it } from "vitest";
import { AccountSummary, Problem } from "../../../docs/generators/answers.ts";
import { EventView } from "../../../shared/accounts/event-wire.ts";
import { ProvideInformationRequest } from "../../../shared/placements/wire.ts";
import { history, views } from "../../../docs/generators/story.ts";
import { asking } from "../../support/asking.ts";
import { newHttpApp } from "../../../shared/platform/http-app.ts";
import { Refused } from "../../../shared/kernel/problems.ts";
import { accountStore } from "../../../shared/accounts/store.ts";
import { AccountId } from "../../../shared/kernel/ids.ts";
import { ids } from "../../../docs/generators/examples.ts";
import { accountRoutes } from "../../../functions/lender-api/account-routes.ts";
import type { Reader } from "../../../shared/platform/dynamo.ts";

const log = { info: () => undefined, error: () => undefined } as never;

describe("the shapes that the documentation gives", () => {
  it("fit a problem as the gateway answers it", async () => {
    const app = newHttpApp({ log }, [
      {
        method: "GET",
        path: "/refuses",
        handle: async () => {
          const errors = [{ pointer: "/a", code: "invalid-type", detail: "must be an integer" }];
          throw new Refused({ code: "invalid-request", detail: "1 fault", errors });
        },
      },
    ]);
    const answer: unknown = await (await asking(app).request("/refuses")).json();
    expect(Problem.parse(answer)).toEqual(answer);
  });

  it("fit an account in a list as the gateway answers it", () => {
    expect(AccountSummary.parse(views.summary)).toEqual(views.summary);
  });

  it("fit an event as the store shows it", async () => {
    const stored = history.map((event) => ({
      ...event,
      pk: "p",
      sk: "s",
      routes: "deliveries",
      group: "g",
      list: "l",
      at: "a",
    }));
    const reader = { page: async () => ({ items: stored }) } as unknown as Reader;
    const { items } = await accountStore(reader).events(AccountId.parse(ids.accountId), 50);
    expect(items.map((item) => EventView.parse(item))).toEqual(items);
  });

  it.each([
    [{ text: "a statement" }, true],
    [{ text: "" }, false],
    [{ text: "x".repeat(2001) }, false],
    [{ text: "a statement", more: 1 }, false],
  ])("take and refuse the same answers to an agency's question as the gateway: %#", async (body, taken) => {
    let reached = false;
    const app = newHttpApp(
      { log },
      accountRoutes({
        authenticate: async () => ({ kind: "LENDER", lenderId: ids.lenderId }),
        provideInformation: async () => {
          reached = true;
        },
        readAccount: async () => views.placed,
      } as never),
    );
    await asking(app).request(`/v1/accounts/${ids.accountId}/information`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(reached).toBe(taken);
    expect(ProvideInformationRequest.safeParse(body).success).toBe(taken);
  });
});
