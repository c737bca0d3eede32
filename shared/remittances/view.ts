import type { Remittance } from "./model.ts";
import type { RemittanceView } from "./wire.ts";

export const remittanceView = (remittance: Remittance): RemittanceView => {
  const { contentHash: _hash, source: _source, sequence: _sequence, head: _head, ...seen } = remittance;
  return seen;
};

/** What an advice is answered, the first time and every time: what became of it later is not part of it. */
export const adviceAnswer = ({ fundedAt: _later, ...remittance }: Remittance): RemittanceView =>
  remittanceView({ ...remittance, state: "ADVISED" });
