import { remittanceLineIdOf, type RemittanceId } from "../kernel/ids.ts";
import type { RemittanceLine } from "./model.ts";
import { recipientOf } from "./sums.ts";
import type { AdviceBody } from "./wire.ts";

/** The lines of an advice as they are kept: numbered as they came, in the advice's currency. */
export const linesOf = (
  remittanceId: RemittanceId,
  { lines }: Pick<AdviceBody, "lines">,
): readonly RemittanceLine[] =>
  lines.map(({ currency: _same, ...line }, index) => ({
    ...line,
    lineId: remittanceLineIdOf(remittanceId, index + 1),
    number: index + 1,
    recipient: recipientOf(line),
  }));
