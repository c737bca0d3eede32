/** What a run counts that found nothing and made nothing. */
export const nothingCounted = {
  collected: 0,
  expectations: 0,
  adviceLines: 0,
  bankLines: 0,
  found: 0,
  matched: 0,
  notMade: 0,
  ambiguous: 0,
  limits: 0,
  unmatched: 0,
  breaks: {},
};
