import type { RuleSet } from "../../shared/reconciliation/wire.ts";

/*
 * The classification in SQL: every break with its parties, its amount and its subjects, from the facts and from what
 * the rules came to (`_m` matched, `_h` held, `_named` the same reference, `_lo` and `_ro` open).
 */

const NEWLINE = "chr(10)";
const reported = (id: string): string => `'reported ' || ${id}`;
const advised = (id: string): string => `'advised ' || ${id}`;
const both = (left: string, right: string): string => `${reported(left)} || ${NEWLINE} || ${advised(right)}`;

const into = (select: string): string => `insert into brk ${select};`;

/** The fields of a matched pair, or of several that matched together, in one row. */
const matchedWays = `
  create or replace temp table way_l as select m.way, any_value(l.lender) as lender, any_value(l.agency) as agency, any_value(l.ccy) as ccy,
      sum(l.amount) as amount, bool_and(e.nofee) as nofee, bool_or(not e.nofee and e.fee is null) as unknown,
      sum(case when e.nofee then 0 when e.kind = 'REVERSAL' then -abs(e.fee) - abs(e.tax) else e.fee + e.tax end) as due,
      min(e.planref) as planref, min(e.planversion) as planversion, min(e.depositdue) as depositdue
    from (select distinct way, lid from a_m) m join a_l l on l.id = m.lid join expectation e on e.id = m.lid group by m.way;
  create or replace temp table way_r as select m.way,
      bool_or(n.fee is null and coalesce(a.mode, t.mode) = 'GROSS') as unshown,
      sum(case when n.fee is null then 0 when n.kind = 'REVERSAL' then -abs(n.fee) - abs(n.tax) else n.fee + n.tax end) as taken,
      min(n.planref) as planref, min(n.planversion) as planversion, max(n.deposited) as deposited, bool_or(n.deposited is null) as undeposited
    from (select distinct way, rid from a_m) m join line n on n.id = m.rid
      left join advice a on a.id = n.remittance join terms t on t.lender = n.lender and t.agency = n.agency group by m.way;`;

const matchedBreaks = ({ thresholds }: RuleSet): string => `
  create or replace temp table wrong as
    select way, case when l.nofee then 'FEE_ON_NOFEE' when l.planversion <> r.planversion or l.planref <> r.planref
      then 'RATE_VERSION_DIFF' else 'COMMISSION_DIFF' end as code, r.taken - l.due as amount
    from way_l l join way_r r using (way) where not r.unshown and not l.unknown and case when l.nofee then r.taken <> 0
      else coalesce(l.planversion <> r.planversion or l.planref <> r.planref, false) or abs(r.taken - l.due) > ${thresholds.commissionMinorUnits} end
    union all select way, 'TRUST_DEPOSIT_LATE', l.amount from way_l l join way_r r using (way), run
      where r.deposited > l.depositdue or (r.undeposited and run.today > l.depositdue);
  create or replace temp table named_ways as
    select way, string_agg(distinct ${reported("lid")}, ${NEWLINE} order by ${reported("lid")}) || ${NEWLINE} ||
      string_agg(distinct ${advised("rid")}, ${NEWLINE} order by ${advised("rid")}) as subjects
    from a_m where way in (select way from wrong) group by way;
  ${into("select code, lender, agency, ccy, w.amount, subjects from wrong w join named_ways using (way) join way_l using (way)")}`;

const attribution = ({ thresholds }: RuleSet): string =>
  into(`select code, lender, agency, ccy, amount, ${reported("id")} from (select l.*, case
      when not e.placed_known then 'UNIDENTIFIED_PAYMENT' when e.kind = 'REVERSAL' then null
      when e.effective < e.placed then 'PAY_BEFORE_PLACEMENT'
      when e.effective > e.ended then case when ${thresholds.tailBy === "CLEARED" ? "coalesce(e.cleared, e.effective)" : "e.effective"} <= e.tail
        then 'PAY_AFTER_RECALL_IN_TAIL' else 'PAY_AFTER_RECALL_OUT_OF_TAIL' end
      when e.holder <> e.agency then 'PAY_ON_WRONG_AGENCY' end as code from a_l l join expectation e using (id)) where code is not null`) +
  into(`select 'DIRECT_PAY_NOT_ACKED', l.lender, l.agency, l.ccy, l.amount, ${reported("e.id")}
    from expectation e join a_l l using (id), run where coalesce(e.acknowledged, run.today) > e.noticedue`);

const reversals = ({ thresholds }: RuleSet): string => `
  create or replace temp table rev as select l.id, l.lender, l.agency, l.ccy, l.amount, l.day, e.orig, e.effective, e.finalized, p.id as pid, p.amount as paid,
      sum(l.amount) over w as taken, count(*) over (partition by l.lender, l.agency, l.ccy, e.orig, l.amount order by l.since, l.id
        rows between unbounded preceding and 1 preceding) as before
    from expectation e join a_l l using (id) left join (select lender, agency, ccy, ref, arg_min(id, (effective, id)) as id,
        arg_min(amount, (effective, id)) as amount from expectation where kind = 'PAYMENT' group by all) p
      on p.lender = l.lender and p.agency = l.agency and p.ccy = l.ccy and p.ref = e.orig
    where e.kind = 'REVERSAL' window w as (partition by l.lender, l.agency, l.ccy, e.orig order by l.since, l.id);
  ${into(`select case when pid is null then 'REVERSAL_ORPHAN' when before > 0 then 'REVERSAL_TWICE' else 'REVERSAL_EXCEEDS' end,
    lender, agency, ccy, amount, ${reported("id")} from rev, run
    where case when pid is null then day + ${thresholds.missingAtLenderAfterDays} < run.today else paid + taken < 0 end`)}
  ${into(`select 'REVERSAL_LATE', lender, agency, ccy, amount, ${reported("id")} from rev where effective > finalized`)}`;

const duplicates = ({ thresholds }: RuleSet): string =>
  into(`select 'SUSPECTED_DUPLICATE', lender, agency, ccy, -amount, 'reported ' || least(id, earlier) || ${NEWLINE} || 'reported ' || greatest(id, earlier)
    from (select e.*, lag(id) over w as earlier, lag(effective) over w as earlier_day, lag(ref) over w as earlier_ref
      from expectation e where kind = 'PAYMENT' and not exists (from (select lender, agency, ccy, orig, sum(amount) as taken from rev group by all) v
        where v.lender = e.lender and v.agency = e.agency and v.ccy = e.ccy and v.orig = e.ref and e.amount + v.taken <= 0)
      window w as (partition by lender, agency, ccy, placement, amount, case when recipient = 'LENDER' then 'LENDER' else method end order by effective, id))
    where effective - earlier_day <= ${thresholds.duplicateWithinDays} and ref <> earlier_ref`);

/** In a lot of one reference what is matched stands, then the oldest; the others that are not matched are repeats. */
const repeats = (side: "l" | "r", idOf: (id: string) => string): string => `
  create or replace temp table again_${side} as select * from (
    select i.*, row_number() over (partition by lender, agency, ccy, grp, f.ref order by (m.id is null), since, i.id) as place,
      m.id is null as pending, o.matched as other_matched
    from a_${side} i join a_${side}ref f on f.id = i.id left join (select distinct ${side}id as id from a_m) m on m.id = i.id
      left join (select n.${side}id as id, bool_or(x.id is not null) as matched from a_named n
        left join (select distinct ${side === "l" ? "rid" : "lid"} as id from a_m) x on x.id = n.${side === "l" ? "rid" : "lid"} group by all) o on o.id = i.id)
    where pending and (place > 1 or coalesce(other_matched, false));
  ${into(`select 'DUPLICATE_REF', lender, agency, ccy, -amount, ${idOf("id")} from again_${side}`)}`;

function differences({ rules }: RuleSet): string {
  const tolerances = rules
    .filter(({ relation, kind }) => relation === "ADVISED" && kind.endsWith("REFERENCE"))
    .map(({ tolerance }) => tolerance);
  const less = Math.max(...tolerances.map(({ below }) => below.minorUnits));
  const more = Math.max(...tolerances.map(({ above }) => above.minorUnits));
  const before = Math.max(...tolerances.map(({ daysBefore }) => daysBefore));
  const after = Math.max(...tolerances.map(({ daysAfter }) => daysAfter));
  const diff = (code: string, where: string): string =>
    into(
      `select '${code}', lender, agency, ccy, case when lo = ro then la - ra else (case when lo then la else 0 end) - (case when ro then ra else 0 end) end, ${both("lid", "rid")} from differ where ${where}`,
    );
  return `
    create or replace temp table differ as select distinct n.lid, n.rid, l.lender, l.agency, l.ccy, l.amount as la, r.amount as ra,
        l.day as ld, r.day as rd, l.scope as ls, r.scope as rs, l.own as lo, r.own as ro
      from a_named n join a_lo l on l.id = n.lid join a_ro r on r.id = n.rid
      where n.lid not in (select id from again_l) and n.rid not in (select id from again_r);
    ${diff("ALLOC_DIFF", "ls <> rs")}
    ${diff("AMOUNT_DIFF", `lo <> ro or abs(la) - abs(ra) > ${less} or abs(ra) - abs(la) > ${more}`)}
    ${diff("DATE_DIFF", `not (rd - ld between ${-before} and ${after})`)}
    create or replace temp table clash as select l.id as lid, r.id as rid, l.lender, l.agency, l.ccy, l.amount
      from a_lo l join a_lref f on f.id = l.id join a_rref g on g.ref = f.ref join a_ro r on r.id = g.id
      where l.lender = r.lender and l.agency = r.agency and l.grp = r.grp and l.ccy <> r.ccy
        and l.id not in (select lid from differ union all select id from again_l)
        and r.id not in (select rid from differ union all select id from again_r);
    insert into clash select any_value(l.id), r.id, r.lender, r.agency, r.ccy, -any_value(r.amount)
      from a_l l join a_lref f on f.id = l.id join a_rref g on g.ref = f.ref join a_ro r on r.id = g.id
      where l.lender = r.lender and l.agency = r.agency and l.grp = r.grp and l.ccy <> r.ccy and l.id in (select lid from a_m)
        and r.id not in (select rid from differ union all select id from again_r union all select rid from clash)
      group by r.id, r.lender, r.agency, r.ccy;
    ${into(`select 'CURRENCY_DIFF', lender, agency, ccy, amount, ${both("lid", "rid")} from clash`)}`;
}

const missing = ({ thresholds }: RuleSet): string => `
  create or replace temp table lost as select l.*, e.ref, e.orig from a_lo l join expectation e using (id)
    join terms t on t.lender = l.lender and t.agency = l.agency
    where t.advises and (e.recipient = 'AGENCY' or t.direct)
      and l.id not in (select lid from differ union all select id from again_l union all select lid from clash);
  ${into(`select 'PAY_MISSING_AT_AGENCY', lender, agency, ccy, amount, ${reported("id")} from lost l, run
    where day + ${thresholds.missingAtAgencyAfterDays} < run.today
      and not exists (from (select p.lender, p.agency, p.ccy, p.ref from lost p join lost v
          on v.lender = p.lender and v.agency = p.agency and v.ccy = p.ccy and v.orig = p.ref and v.grp = 'REVERSAL'
        where p.grp = 'PAYMENT' group by p.lender, p.agency, p.ccy, p.ref, p.amount having p.amount + sum(v.amount) = 0) c
        where c.lender = l.lender and c.agency = l.agency and c.ccy = l.ccy and c.ref = coalesce(l.orig, l.ref))`)}
  ${into(`select case when n.account is null then 'UNIDENTIFIED_PAYMENT' when n.kind = 'REVERSAL' and n.orig is not null and not exists (
      from expectation p where p.lender = n.lender and p.agency = n.agency and p.ccy = n.ccy and p.kind = 'PAYMENT' and p.ref = n.orig)
      then 'REVERSAL_ORPHAN' else 'PAY_MISSING_AT_LENDER' end, n.lender, n.agency, n.ccy, -r.amount, ${advised("n.id")}
    from a_ro r join line n using (id), run where r.since + ${thresholds.missingAtLenderAfterDays} < run.today
      and n.id not in (select rid from differ union all select id from again_r union all select rid from clash)`)}`;

const headers = `
  create or replace temp table header as
    with summed as (select remittance, n.ccy, sum(case when recipient <> 'AGENCY' then 0 else r.amount end) as collected,
        sum(case when fee is null then 0 when n.kind = 'REVERSAL' then -abs(fee) - abs(tax) else fee + tax end) as fees
      from line n join a_r r using (id) group by all),
    sums as (select a.*, t.mode as agreed, coalesce(collected, 0) - costs + brought as gross, coalesce(collected, 0) - coalesce(fees, 0) - costs + brought as net
      from advice a join terms t using (lender, agency) left join summed s on s.remittance = a.id and s.ccy = a.ccy)
    select *, case when mode = 'NET' then net else gross end as own, case when mode = 'NET' then gross else net end as other,
      case when agreed = 'NET' then net else gross end as wanted from sums;
  ${into(`select case when mode <> agreed or (total <> own and total = other) then 'NET_GROSS_MODE_DIFF' else 'REMIT_TOTAL_DIFF' end,
    lender, agency, ccy, case when mode <> agreed or total = other then wanted - total else own - total end, 'remittance ' || id
    from header where mode <> agreed or total <> own`)}`;

const funding = ({ thresholds }: RuleSet): string => `
  create or replace temp table apart as select n.lid, string_agg('banked ' || n.rid, ${NEWLINE} order by n.rid) as banks, sum(r.amount) as found
    from (select distinct lid, rid from f_named) n join f_lo l on l.id = n.lid join f_ro r on r.id = n.rid group by n.lid;
  ${into(`select case when l.amount > found then 'REMIT_SHORT' when l.amount < found then 'REMIT_OVER' else 'DATE_DIFF' end,
    lender, agency, ccy, l.amount - found, 'remittance ' || lid || ${NEWLINE} || banks from apart join f_lo l on l.id = lid`)}
  ${into(`select 'REMIT_LATE', a.lender, a.agency, a.ccy, a.total, 'remittance ' || a.id from advice a
    join (select m.lid, max(r.day) as last from f_m m join f_r r on r.id = m.rid group by m.lid) m on m.lid = a.id
    where m.last > coalesce(a.due, a.advised + ${thresholds.bankedWithinDays})`)}
  ${into(`select 'REMIT_LATE', a.lender, a.agency, a.ccy, a.total, 'remittance ' || a.id from f_lo l join advice a using (id), run
    where run.today > coalesce(a.due, a.advised + ${thresholds.bankedWithinDays}) and a.id not in (select lid from apart)`)}
  ${into(`select 'REMIT_UNMATCHED_BANK', r.lender, r.agency, r.ccy, -r.amount, 'banked ' || r.id from f_ro r, run
    where r.day + ${thresholds.missingAtLenderAfterDays} < run.today
      and r.id not in (select n.rid from f_named n join f_lo l on l.id = n.lid)`)}
  ${into(`select 'CREDIT_BALANCE', lender, agency, ccy, -amount, 'credit ' || account from credit where amount > ${thresholds.creditMinorUnits}`)}`;

/** Everything that is wrong, as statements in order. */
export const breaksSql = (ruleSet: RuleSet): readonly string[] => [
  "create or replace temp table brk (code varchar, lender varchar, agency varchar, ccy varchar, amount bigint, subjects varchar);",
  matchedWays,
  matchedBreaks(ruleSet),
  attribution(ruleSet),
  reversals(ruleSet),
  duplicates(ruleSet),
  repeats("l", reported),
  repeats("r", advised),
  differences(ruleSet),
  missing(ruleSet),
  headers,
  funding(ruleSet),
];
