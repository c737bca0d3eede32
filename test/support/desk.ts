import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { rmSync } from "node:fs";
import { run } from "../../infra/cli/run.ts";
import type { Terminal } from "../../infra/cli/terminal.ts";

type Sent = {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
};

type Reply = { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> };

export type Wish = {
  readonly replies?: readonly (Reply | Error)[];
  readonly env?: Readonly<Record<string, string>>;
  readonly says?: string;
  readonly isAttended?: boolean;
  readonly input?: string;
};

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gateway-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const key = `gw_test_01ARZ3NDEKTSV4RRFFQ69G5FAV_${"a".repeat(64)}`;

/** A terminal in memory, before a gateway that replies what it is told to. */
export function aDesk(wish: Wish = {}) {
  const [out, err, sent, pauses, asked] = [[], [], [], [], []] as [
    string[],
    string[],
    Sent[],
    number[],
    string[],
  ];
  const replies = [...(wish.replies ?? [])];
  const env = {
    GATEWAY_CONFIG: join(aFolder(), "cli.json"),
    GATEWAY_URL: "https://gateway.example",
    GATEWAY_API_KEY: key,
    ...wish.env,
  };
  const terminal: Terminal = {
    env,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    isAttended: wish.isAttended ?? false,
    ask: async (question) => (asked.push(question), wish.says ?? ""),
    input: async () => wish.input ?? "",
    pause: async (ms) => void pauses.push(ms),
    fetch: async (url, init = {}) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
      sent.push({
        method: init.method ?? "GET",
        url: url instanceof Request ? url.url : url.toString(),
        body,
        headers,
      });
      const reply = replies.shift() ?? {};
      if (reply instanceof Error) throw reply;
      const { status = 200, body: answer = {}, headers: more = {} } = reply;
      return new Response(JSON.stringify(answer), { status, headers: more });
    },
  };
  return {
    env,
    terminal,
    sent,
    pauses,
    asked,
    out: () => out.join(""),
    err: () => err.join(""),
    run: (...args: readonly string[]) => run(args, terminal),
  };
}
