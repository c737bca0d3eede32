import * as suspense from "../../../shared/suspense/wire.ts";
import { answer, request } from "./entry.ts";

/** Money without an account. */
export const suspenseSchemas = {
  AttributionRequest: request(suspense.AttributionRequest, "Which account money in suspense belongs to."),
  SuspenseReturnRequest: request(suspense.ReturnRequest, "Why money in suspense is given back."),
  SuspensePaymentView: answer(suspense.SuspensePaymentView, "Money without an account."),
  SuspensePaymentDetail: answer(
    suspense.SuspensePaymentDetail,
    "Money without an account, with its history.",
  ),
  SuspensePaymentPage: answer(suspense.SuspensePaymentPage, "A page of money without an account."),
} as const;
