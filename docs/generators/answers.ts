import * as z from "zod";
import { BatchView } from "../../shared/account-batches/wire.ts";
import { EventView } from "../../shared/accounts/event-wire.ts";
import { AccountView } from "../../shared/accounts/wire.ts";
import { ArrangementView } from "../../shared/arrangements/wire.ts";
import { SettlementView } from "../../shared/settlements/wire.ts";
import { AgencyView } from "../../shared/agencies/wire.ts";
import { OverdueClockView } from "../../shared/clocks/wire.ts";
import { UnacknowledgedHoldView } from "../../shared/compliance/wire.ts";
import { ContractView, ContractVersionView } from "../../shared/contracts/wire.ts";
import { CostView } from "../../shared/charges/wire.ts";
import { DebtorReportSummary } from "../../shared/debtor-reports/wire.ts";
import { DisclosureView } from "../../shared/disclosure/wire.ts";
import { EventFileView } from "../../shared/event-files/wire.ts";
import { DocumentView } from "../../shared/disputes/document-wire.ts";
import { NoteView } from "../../shared/disputes/note-wire.ts";
import { DisputeView } from "../../shared/disputes/wire.ts";
import { AgencyPlacementView } from "../../shared/feed/wire.ts";
import { FileView } from "../../shared/files/wire.ts";
import { RemittanceLineView, RemittanceView } from "../../shared/remittances/wire.ts";
import { FindingView, SnapshotView } from "../../shared/snapshots/wire.ts";
import { problems } from "../../shared/kernel/problems.ts";
import { MatchFactView } from "../../shared/reconciliation/match-fact.ts";
import { MatchingRulesView } from "../../shared/reconciliation/rules-wire.ts";
import { MatchView } from "../../shared/reconciliation/stored-match.ts";
import { ReconciliationView } from "../../shared/reconciliation/wire-run.ts";
import { AccountCodesView } from "../../shared/exports/codes-wire.ts";
import { ExportView } from "../../shared/exports/wire.ts";
import { JournalEntryView } from "../../shared/ledger/wire.ts";
import { LenderView, PolicyVersionView } from "../../shared/lenders/wire.ts";

/** Answers whose shape the code gives without a schema; the tests hold them against what the code answers. */

export const AccountSummary = AccountView.omit({ holds: true, screening: true, placements: true });

export const AccountPage = z.object({
  items: z.array(AccountSummary),
  nextCursor: z.string().exactOptional(),
});

export const ArrangementList = z.object({ items: z.array(ArrangementView) });

export const SettlementList = z.object({ items: z.array(SettlementView) });

export const AccountList = z.object({ items: z.array(AccountSummary) });

export const PolicyVersionPage = z.object({
  items: z.array(PolicyVersionView),
  nextCursor: z.string().exactOptional(),
});

export const ContractVersionPage = z.object({
  items: z.array(ContractVersionView.strip()),
  nextCursor: z.string().exactOptional(),
});
export const EventFilePage = z.object({
  items: z.array(EventFileView),
  nextCursor: z.string().exactOptional(),
});

export const BatchPage = z.object({ items: z.array(BatchView), nextCursor: z.string().exactOptional() });

export const RemittancePage = z.object({
  items: z.array(RemittanceView),
  nextCursor: z.string().exactOptional(),
});

export const RemittanceLinePage = z.object({
  items: z.array(RemittanceLineView),
  nextCursor: z.string().exactOptional(),
});

export const SnapshotPage = z.object({
  items: z.array(SnapshotView),
  nextCursor: z.string().exactOptional(),
});

export const FindingPage = z.object({
  items: z.array(FindingView),
  nextCursor: z.string().exactOptional(),
});

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

export const DisputePage = z.object({
  items: z.array(DisputeView),
  nextCursor: z.string().exactOptional(),
});

export const NotePage = z.object({ items: z.array(NoteView), nextCursor: z.string().exactOptional() });

export const DocumentList = z.object({ items: z.array(DocumentView) });

export const PortfolioView = LenderView.extend({ contracts: z.array(ContractView.strip()) }).strip();

export const pageOf = <Schema extends z.ZodType>(items: Schema) =>
  z.object({ items: z.array(items), nextCursor: z.string().exactOptional() });

export const CostPage = pageOf(CostView);

export const DebtorReportPage = pageOf(DebtorReportSummary);

export const ReconciliationPage = pageOf(ReconciliationView);

export const MatchPage = pageOf(MatchView);
export const MatchingRulesPage = pageOf(MatchingRulesView);
export const MatchFactPage = pageOf(MatchFactView);

export const ExportPage = pageOf(ExportView);
export const AccountCodesPage = pageOf(AccountCodesView);

export const JournalPage = pageOf(JournalEntryView);
export const UnacknowledgedHoldPage = pageOf(UnacknowledgedHoldView);

export const OverdueClockPage = pageOf(OverdueClockView);

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
