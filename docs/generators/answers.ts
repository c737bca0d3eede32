import * as z from "zod";
import { BatchView } from "../../shared/account-batches/wire.ts";
import { AccountView } from "../../shared/accounts/wire.ts";
import { AgencyView } from "../../shared/agencies/wire.ts";
import { ContractView, ContractVersionView } from "../../shared/contracts/wire.ts";
import { DebtorReportSummary } from "../../shared/debtor-reports/wire.ts";
import { DisclosureView } from "../../shared/disclosure/wire.ts";
import { DisputeView } from "../../shared/disputes/wire.ts";
import { AgencyPlacementView } from "../../shared/feed/wire.ts";
import { FileView } from "../../shared/files/wire.ts";
import type { Actor, Posting } from "../../shared/kernel/event.ts";
import { problems } from "../../shared/kernel/problems.ts";
import { LenderView, PolicyVersionView } from "../../shared/lenders/wire.ts";

/** Answers whose shape the code gives without a schema; the tests hold them against what the code answers. */

export const AccountSummary = AccountView.omit({ holds: true, screening: true, placements: true });

export const AccountPage = z.object({
  items: z.array(AccountSummary),
  nextCursor: z.string().exactOptional(),
});

export const AccountList = z.object({ items: z.array(AccountSummary) });

export const PolicyVersionPage = z.object({
  items: z.array(PolicyVersionView),
  nextCursor: z.string().exactOptional(),
});

export const ContractVersionPage = z.object({
  items: z.array(ContractVersionView.strip()),
  nextCursor: z.string().exactOptional(),
});
export const BatchPage = z.object({ items: z.array(BatchView), nextCursor: z.string().exactOptional() });

export const ActorView = z.object({
  kind: z.enum(["LENDER", "AGENCY", "FINANCE", "ADMIN", "SYSTEM"]),
  id: z.string(),
}) satisfies z.ZodType<Actor>;

export const PostingView = z.object({ account: z.string(), amount: z.int() }) satisfies z.ZodType<Posting>;

export const EventView = z.object({
  eventId: z.string(),
  accountId: z.string(),
  sequence: z.int(),
  type: z.string(),
  actor: ActorView,
  effectiveAt: z.string(),
  reportedAt: z.string().exactOptional(),
  receivedAt: z.string(),
  postedAt: z.string(),
  data: z.record(z.string(), z.unknown()),
  postings: z.array(PostingView),
  payloadHash: z.string().exactOptional(),
  previousHash: z.string(),
  hash: z.string(),
});
export type EventView = z.infer<typeof EventView>;

export const EventPage = z.object({ items: z.array(EventView), nextCursor: z.string().exactOptional() });

export const DisclosurePage = z.object({
  items: z.array(DisclosureView),
  nextCursor: z.string().exactOptional(),
});

export const PlacementPage = z.object({
  items: z.array(AgencyPlacementView),
  nextCursor: z.string().exactOptional(),
});

export const FilePage = z.object({ items: z.array(FileView), nextCursor: z.string().exactOptional() });

export const DisputeList = z.object({ items: z.array(DisputeView) });

export const PortfolioView = LenderView.extend({ contracts: z.array(ContractView.strip()) }).strip();

const pageOf = <Schema extends z.ZodType>(items: Schema) =>
  z.object({ items: z.array(items), nextCursor: z.string().exactOptional() });

export const DebtorReportPage = pageOf(DebtorReportSummary);

export const LenderPage = pageOf(LenderView.strip());

export const AgencyPage = pageOf(AgencyView.strip());

export const ContractPage = pageOf(ContractView.strip());

export const FaultView = z.object({ pointer: z.string(), code: z.string(), detail: z.string() });

export const ProblemCode = z.enum(Object.keys(problems));

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ProblemCode,
  detail: z.string(),
  instance: z.string(),
  traceId: z.string(),
  errors: z.array(FaultView).exactOptional(),
});

export const Health = z.object({ status: z.literal("ok") });

/** What the edge answers by itself when a deployment's limit is reached; it is no problem document. */
export const Throttled = z.object({ message: z.string() });
