import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { docsRoutes } from "../../../functions/docs-api/docs-routes.ts";
import { problems } from "../../../shared/kernel/problems.ts";
import { asking } from "../../support/asking.ts";
import { newHttpApp } from "../../../shared/platform/http-app.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../docs/api", name), "utf8"));

const log = { info: () => undefined, error: () => undefined } as never;
const openapi = read("openapi.json");
const app = newHttpApp({ log }, docsRoutes({ openapi, pages: read("pages.json") }));

describe("the documentation's function", () => {
  it("gives a sign of life", async () => {
    const answer = await asking(app).request("/health");
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  });

  it("gives the OpenAPI document as it was generated", async () => {
    const answer = await asking(app).request("/openapi.json");
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/u);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.json()).toEqual(openapi);
  });

  it.each(["/docs", "/docs/errors"])("gives %s as a page that may load and run nothing", async (path) => {
    const answer = await asking(app).request(path);
    const page = await answer.text();
    const [, style] = /<style>([\s\S]*?)<\/style>/u.exec(page)!;
    const hash = createHash("sha256").update(style!).digest("base64");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")?.toLowerCase()).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });

  it("has a place on the errors page for the type of every problem", async () => {
    const page = await (await asking(app).request("/docs/errors")).text();
    for (const code of Object.keys(problems)) expect(page).toContain(` id="${code}"`);
  });

  it.each(["/docs", "/docs/errors", "/openapi.json", "/health"])(
    "answers HEAD %s without a body",
    async (path) => {
      const answer = await asking(app).request(path, { method: "HEAD" });
      expect([answer.status, await answer.text()]).toEqual([200, ""]);
    },
  );

  it("refuses to be written to, and says what it knows", async () => {
    const answer = await asking(app).request("/docs", { method: "POST" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET"]);
  });

  it("answers what belongs to nobody as a problem", async () => {
    const answer = await asking(app).request("/docs/elsewhere");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      status: 404,
      code: "not-found",
      type: "/docs/errors#not-found",
    });
  });
});
