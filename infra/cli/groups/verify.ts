import type { Command } from "commander";
import * as z from "zod";
import { newCommand, onRun, type Run } from "../command.ts";
import { jsonOr } from "../problem.ts";
import { progressOf } from "../progress.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { lender } from "./ledger.ts";

const Books = z.object({
  items: z.array(z.object({ owner: z.string(), currency: z.string() })),
  nextCursor: z.string().exactOptional(),
});

const Verified = z.object({
  checked: z.int(),
  events: z.int(),
  differences: z.array(
    z.object({
      subject: z.string(),
      sequence: z.int().exactOptional(),
      code: z.string(),
      detail: z.string(),
    }),
  ),
  nextCursor: z.string().exactOptional(),
});

/** Pages that one kind of history may have: two hundred million histories. */
const PAGE_COUNT_MAX = 2_000_000;

type Book = z.infer<typeof Books>["items"][number];

/** One thing to verify: the histories of a kind, or the sealed days of a book. */
type Part = { readonly of: string; readonly lenderId: string; readonly currency?: string };

/** What a lender's book is made of; accounts are verified in all currencies at once. */
const ofLender = [
  "REMITTANCES",
  "INVOICES",
  "MATCHES",
  "BREAKS",
  "RESOLVED_BREAKS",
  "BANK_FILES",
  "SEALS",
] as const;
const ofNobody = ["SUSPENSE", "SEALS"] as const;

export function verifyCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "verify",
    says: "Folds every event again, checks every hash and every sealed day; ends with 1 at the first difference, and names it",
    examples: ["ledger verify", "ledger verify --lender lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA"],
  }).option(lender.flag, `${lender.says}; everybody's when left out`);
  return onRun(command, terminal, verify);
}

type Counts = { histories: number; events: number; days: number };

async function verify(run: Run): Promise<void> {
  const { terminal, given, json } = run;
  const books = await booksOf(run, z.string().optional().parse(given["lender"]));
  const parts = partsOf(books);
  const counts: Counts = { histories: 0, events: 0, days: 0 };
  const progress = progressOf("verifying", terminal);
  try {
    for (const [n, part] of parts.entries()) {
      await verifyPart(run, part, counts);
      progress.at(n + 1, parts.length);
    }
  } finally {
    progress.end();
  }
  const { histories, events, days } = counts;
  terminal.out(
    json
      ? `${JSON.stringify({ books: books.length, ...counts })}\n`
      : `${histories} histories with ${events} events and ${days} sealed days of ${books.length} books hold\n`,
  );
}

async function booksOf({ client }: Run, lenderId: string | undefined): Promise<readonly Book[]> {
  const found: Book[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const query = { lenderId, limit: "200", cursor };
    const text = await client({ method: "GET", path: "/v1/ledger/books", query, repeatable: true });
    const { items, nextCursor } = Books.parse(jsonOr(text));
    found.push(...items);
    cursor = nextCursor;
    if (cursor === undefined) break;
  }
  return found;
}

function partsOf(books: readonly Book[]): readonly Part[] {
  const lenders = new Set(books.map(({ owner }) => owner).filter((owner) => owner !== "unassigned"));
  return [
    ...[...lenders].map((lenderId) => ({ of: "ACCOUNTS", lenderId })),
    ...books.flatMap(({ owner: lenderId, currency }) =>
      (lenderId === "unassigned" ? ofNobody : ofLender).map((of) => ({ of, lenderId, currency })),
    ),
  ];
}

/** @throws Stop at the first difference */
async function verifyPart({ client }: Run, part: Part, counts: Counts): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const query = { ...part, limit: "100", cursor };
    const text = await client({ method: "GET", path: "/v1/ledger/verification", query, repeatable: true });
    const { checked, events, differences, nextCursor } = Verified.parse(jsonOr(text));
    counts[part.of === "SEALS" ? "days" : "histories"] += checked;
    if (part.of !== "SEALS") counts.events += events;
    const [first] = differences;
    if (first !== undefined) throw new Stop(`${placeOf(first)}: ${first.code}, ${first.detail}`);
    cursor = nextCursor;
    if (cursor === undefined) return;
  }
}

const placeOf = ({ subject, sequence }: z.infer<typeof Verified>["differences"][number]): string =>
  sequence === undefined ? subject : `${subject} event ${sequence}`;
