import type { JournalStore } from "../ledger/journal-store.ts";
import type { PostedStore } from "../ledger/posted-store.ts";
import type { DirectPaymentStore } from "../payments/direct-store.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { PlacementStore } from "../placements/store.ts";
import type { RemittanceReads } from "../remittances/read-store.ts";

export type PlacementReads = { readonly placements: Pick<PlacementStore, "findAll"> };

export type PaymentReads = {
  readonly payments: Pick<PaymentStore, "findAll">;
  readonly directPayments: Pick<DirectPaymentStore, "findAll">;
};

export type RecoveryPagesDeps = PlacementReads &
  PaymentReads & {
    readonly journal: Pick<JournalStore, "firstDay" | "ofDay">;
    readonly posted: Pick<PostedStore, "findAll">;
    readonly remittances: Pick<RemittanceReads, "findAll" | "lines">;
  };
