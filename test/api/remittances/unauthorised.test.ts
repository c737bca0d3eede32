import { describe } from "vitest";
import { anAdvice } from "../../support/advice.ts";
import { operatorHere } from "../../support/here.ts";
import { refusesWithoutKey } from "../../support/refusals.ts";

const agency = "/v1/agencies/agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND";
const remittance = "rem_3F0C8B1D5A7E9F2046B8D1C3A5";
const json = anAdvice("lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA");

describe.each<readonly [string, string, object]>([
  ["advising", `${agency}/remittances`, { json }],
  ["advising for an agency", "/v1/remittances", { json }],
  ["listing", "/v1/remittances", {}],
  ["an agency's listing", `${agency}/remittances`, {}],
  ["reading", `/v1/remittances/${remittance}`, {}],
  ["reading lines", `${agency}/remittances/${remittance}/lines`, {}],
  ["a statement", `${agency}/statements/2026-03?currency=USD`, {}],
])("%s", (_what, path, call) => {
  refusesWithoutKey((headers) => operatorHere().call(path, { ...call, headers, apiKey: undefined }));
});
