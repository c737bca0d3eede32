import { SuspenseState } from "../../shared/suspense/wire.ts";
import { asked, path } from "./parameter.ts";
import { refTo } from "./schemas.ts";

/** Which money without an account. */
export const suspenseParameters = {
  suspenseId: path("suspenseId", "The money in suspense, `sus_…`.", {
    type: "string",
    pattern: "^sus_[0-9A-HJKMNP-TV-Z]{26}$",
  }),
  suspenseCurrency: { ...asked("currency", "The money's currency.", refTo("Currency")), required: true },
  suspenseOf: asked("agencyId", "Only money of this agency.", refTo("AgencyId")),
  suspenseState: asked("state", "Money that is held, or what was settled.", {
    type: "string",
    enum: [...SuspenseState.options],
    default: "HELD",
  }),
};
