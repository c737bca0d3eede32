import type { Arrangement } from "./model.ts";
import type { ArrangementView } from "./wire.ts";

export const arrangementView = ({
  accountId: _account,
  termsAsOf: _asOf,
  revision: _revision,
  ...arrangement
}: Arrangement): ArrangementView => arrangement;
