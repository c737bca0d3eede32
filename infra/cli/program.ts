import { Command } from "commander";
import { groupCommand } from "./command.ts";
import { accountCodesGroup } from "./groups/account-codes.ts";
import { accountGroup } from "./groups/accounts.ts";
import { debtorGroups } from "./groups/debtors.ts";
import { disputeGroup } from "./groups/disputes.ts";
import { batchGroup, resultsCommand, uploadCommand } from "./groups/batches.ts";
import { breakGroup } from "./groups/breaks.ts";
import { bankAccountGroup, bankGroup, uploadBankCommand } from "./groups/bank.ts";
import { commissionPlanGroup } from "./groups/commission-plans.ts";
import { configurationGroups } from "./groups/configuration.ts";
import { loginCommand, sandboxCommand } from "./groups/connection.ts";
import { deliveryGroups } from "./groups/deliveries.ts";
import { dialectGroups } from "./groups/dialects.ts";
import { suspenseGroup } from "./groups/suspense.ts";
import { eventFileGroup, eventResultsCommand, uploadEventsCommand } from "./groups/event-files.ts";
import { feedGroup, followCommand } from "./groups/feed.ts";
import { driftCommand } from "./groups/drift.ts";
import { financeGroup } from "./groups/finance.ts";
import { exportGroup, ledgerGroup } from "./groups/ledger.ts";
import { verifyCommand } from "./groups/verify.ts";
import { invoiceGroup } from "./groups/invoices.ts";
import { downloadExportCommand, followRunCommand } from "./groups/finance-files.ts";
import { matchGroups } from "./groups/matches.ts";
import { reconciliationGroup } from "./groups/reconciliations.ts";
import { keyGroup } from "./groups/keys.ts";
import { adviceResultsCommand, remittanceFileGroup, uploadAdviceCommand } from "./groups/remittance-files.ts";
import { adviseCommand, remittanceGroup } from "./groups/remittances.ts";
import { reportGroups } from "./groups/reports.ts";
import { screenAllCommand } from "./groups/screen-all.ts";
import { workGroup } from "./groups/work.ts";
import { snapshotGroup } from "./groups/snapshots.ts";
import type { Terminal } from "./terminal.ts";

/** What needs no command beside its operations. */
const plainGroups = [
  ...configurationGroups,
  commissionPlanGroup,
  bankAccountGroup,
  keyGroup,
  ...deliveryGroups,
  ...dialectGroups,
  suspenseGroup,
  ...debtorGroups,
  disputeGroup,
  ...reportGroups,
  financeGroup,
  accountCodesGroup,
  ...matchGroups,
  workGroup,
  breakGroup,
  snapshotGroup,
  invoiceGroup,
];

/** The whole command line. */
export function newProgram(terminal: Terminal): Command {
  const program = new Command("gateway")
    .description("Works with the debt agency gateway from a terminal")
    .helpOption("-h, --help", "shows this")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx gateway sandbox\n  $ npx gateway lenders list\n  $ npx gateway keys rotate key_01JB4Q6N7VC3D5E7F9G1H3J5K7",
    );
  program.addCommand(loginCommand(terminal)).addCommand(sandboxCommand(terminal));
  const group = (of: Parameters<typeof groupCommand>[0]): Command => groupCommand(of, terminal);
  for (const one of plainGroups) program.addCommand(group(one));
  program.addCommand(group(accountGroup).addCommand(screenAllCommand(terminal)));
  program.addCommand(
    group(batchGroup).addCommand(uploadCommand(terminal)).addCommand(resultsCommand(terminal)),
  );
  program.addCommand(
    group(eventFileGroup).addCommand(uploadEventsCommand(terminal)).addCommand(eventResultsCommand(terminal)),
  );
  program.addCommand(group(bankGroup).addCommand(uploadBankCommand(terminal)));
  program.addCommand(group(reconciliationGroup).addCommand(followRunCommand(terminal)));
  program.addCommand(group(exportGroup).addCommand(downloadExportCommand(terminal)));
  program.addCommand(
    group(ledgerGroup).addCommand(verifyCommand(terminal)).addCommand(driftCommand(terminal)),
  );
  program.addCommand(group(remittanceGroup).addCommand(adviseCommand(terminal)));
  program.addCommand(
    group(remittanceFileGroup)
      .addCommand(uploadAdviceCommand(terminal))
      .addCommand(adviceResultsCommand(terminal)),
  );
  program.addCommand(group(feedGroup).addCommand(followCommand(terminal)));
  return quiet(program, terminal);
}

/** A command that was not understood ends with a throw, and what commander says goes where we say. */
function quiet(command: Command, terminal: Terminal): Command {
  command
    .exitOverride()
    .showHelpAfterError("(--help shows how)")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  for (const inner of command.commands) quiet(inner, terminal);
  return command;
}
