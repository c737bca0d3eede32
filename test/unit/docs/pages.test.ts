import { spawnSync } from "node:child_process";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "../../../docs/generators/openapi.ts";
import { operations } from "../../../docs/generators/operations.ts";
import { curlOf } from "../../../docs/generators/page/curl.ts";
import { html, inline } from "../../../docs/generators/page/html.ts";
import { pages } from "../../../docs/generators/page/pages.ts";

const made = pages(openApiDocument());
const docs = made.docs.join("\n");
const errors = made.errors.join("\n");

const idsOf = (page: string) => [...page.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id!);

/** What a shell sends when it runs a command of the page: curl's arguments, one a line, and its input. */
function sentBy(command: string, variables: Record<string, string>) {
  const script = `
curl() { printf '%s\\0' "$@"; case " $* " in *" @- "*) cat ;; esac; }
openssl() { node -e 'const key=process.argv.at(-2).slice(7);let b="";process.stdin.on("data",d=>b+=d).on("end",()=>process.stdout.write(require("node:crypto").createHmac("sha256",Buffer.from(key,"hex")).update(b).digest()))' -- "$@"; }
${command}
`;
  const path = `${process.execPath.replace(/\/[^/]+$/u, "")}:${process.env["PATH"]}`;
  const { stdout, stderr, status } = spawnSync("sh", ["-c", script], {
    encoding: "utf8",
    env: { ...variables, PATH: path },
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout.split("\0");
}

const variables = {
  BASE_URL: "http://gateway.test",
  AGENCY_ID: "agy_1",
  PLACEMENT_ID: "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1",
  LENDER_KEY: "gw_key",
  WEBHOOK_SECRET: "whsec_c2l4dGVlbi1ieXRlLXNlY3JldC1mb3ItZXhhbXBsZXM=",
};

describe("the pages", () => {
  it("load nothing and run nothing", () => {
    for (const page of [docs, errors]) {
      expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(| style="| on\w+="/u);
      expect([...page.matchAll(/<style>/gu)]).toHaveLength(1);
    }
  });

  it("name each place once", () => {
    for (const page of [docs, errors]) expect(new Set(idsOf(page)).size).toBe(idsOf(page).length);
  });

  it("lead nowhere that is not there", () => {
    const places = { docs: new Set(idsOf(docs)), errors: new Set(idsOf(errors)) };
    for (const [page, own] of [
      [docs, places.docs],
      [errors, places.errors],
    ] as const)
      for (const [, path, place] of page.matchAll(/href="(\/docs\/errors|\/docs)?#([^"]+)"/gu)) {
        const there = path === "/docs" ? places.docs : path === "/docs/errors" ? places.errors : own;
        expect(there, `${path ?? ""}#${place}`).toContain(place);
      }
  });

  it("show every operation with its command", () => {
    for (const { id } of operations) expect(idsOf(docs)).toContain(id);
    expect([...docs.matchAll(/<pre class="copy"/gu)]).toHaveLength(operations.length + 1);
  });

  it("escape what is put into them", () => {
    expect(html`<p title="${'"'}">${"<b>&"}</p>`.markup).toBe('<p title="&quot;">&lt;b&gt;&amp;</p>');
    expect(inline("a `<b>` **c**").markup).toBe("a <code>&lt;b&gt;</code> <strong>c</strong>");
  });

  it("give a command that signs a callback as Standard Webhooks verifies it", () => {
    const operation = operations.find(({ id }) => id === "postCallback")!;
    for (const type of ["payment.received", "dispute.raised"]) {
      const sent = sentBy(curlOf(operation, operation.request!.examples[type]!.value), variables);
      const header = (name: string) =>
        sent.find((one) => one.startsWith(`${name}: `))!.slice(name.length + 2);
      const body = sent[sent.indexOf("--data-binary") + 1]!;
      const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
      const headers = Object.fromEntries(names.map((name) => [name, header(name)]));
      new Webhook(variables.WEBHOOK_SECRET).verify(body, headers);
      expect(JSON.parse(body)).toMatchObject({
        eventId: headers["webhook-id"],
        placementId: variables.PLACEMENT_ID,
      });
    }
  });

  it("give a command that sends an account as the example shows it", () => {
    const operation = operations.find(({ id }) => id === "placeAccount")!;
    const { value } = operation.request!.examples["personal-loan"]!;
    const sent = sentBy(curlOf(operation, value), variables);
    expect(sent).toContain("Authorization: Bearer gw_key");
    expect(JSON.parse(sent.at(-1)!)).toEqual(value);
  });

  it("give commands in which a shell finds nothing to expand but the reader's variables", () => {
    for (const operation of operations)
      for (const { value } of Object.values(operation.request?.examples ?? {}))
        expect(JSON.stringify(value)).not.toMatch(/[$`\\]/u);
  });
});
