import type { Rule, RuleSet, Tolerance } from "../../shared/reconciliation/wire.ts";

/*
 * The rules in SQL, one statement after the other, each over what the ones before it left open. Sides are the tables
 * `<relation>_l` and `<relation>_r`, with references apart in `_lref` and `_rref`; what is open is `_lo` and `_ro`.
 */

type Relation = Rule["relation"];
type Sums = Extract<Rule, { kind: "ONE_TO_MANY" | "MANY_TO_ONE" }>;

const prefixOf = { ADVISED: "a", FUNDED: "f" } as const satisfies Record<Relation, string>;

const granted = ({ minorUnits, basisPoints }: Tolerance["below"], amount: string): string =>
  `greatest(${minorUnits}, (abs(${amount}) * ${basisPoints}) // 10000)`;

const inMoney = ({ below, above }: Tolerance, left: string, right: string): string =>
  `(${left} = ${right} or (sign(${left}) = sign(${right})
    and abs(${left}) - abs(${right}) <= ${granted(below, left)}
    and abs(${right}) - abs(${left}) <= ${granted(above, left)}))`;

const inDays = ({ daysBefore, daysAfter }: Tolerance, left: string, right: string): string =>
  `${right} - ${left} between ${-daysBefore} and ${daysAfter}`;

const sameScope = "(l.scope is null or r.scope is null or l.scope = r.scope)";

/** What both must share before anything else is asked. */
const sameBook = "l.lender = r.lender and l.ccy = r.ccy and l.grp = r.grp";
const sameDesk = `${sameBook} and l.agency = r.agency`;

function spelling(rule: Extract<Rule, { kind: "NORMALISED_REFERENCE" }>, ref: string): string {
  const bare = `upper(regexp_replace(${ref}, '[^A-Za-z0-9]', '', 'g'))`;
  const prefixes = rule.normalisation.prefixes.toSorted((a, b) => b.length - a.length).join("|");
  const rest = prefixes === "" ? bare : `regexp_replace(${bare}, '^(${prefixes})', '')`;
  const shown =
    rule.normalisation.leadingZeros === "KEPT" ? rest : `regexp_replace(${rest}, '^0+(.)', '\\1')`;
  return `nullif(${shown}, '')`;
}

/** Settles pairs without a rival, holds the others; `cand(lid, rid)` has the pairs. */
const settledPairs = (p: string, rule: Rule, rivals: string): string => `
  create or replace temp table deg as select lid, rid,
    count(*) over (partition by lid) as nl, count(*) over (partition by rid) as nr from cand;
  insert into ${p}_m select '${rule.ruleId}', '${rule.ruleId}-' || lid, lid, rid from deg where nl = 1 and nr = 1;
  ${rivals}
  insert into ${p}_h select lid, rid from deg where (nl > 1 or nr > 1)
    and lid not in (select lid from twin) and rid not in (select rid from twin);
  ${closed(p)}`;

/** Rivals that do not differ in anything that counts are taken in their order; their references are one key. */
const twins = (p: string, rule: Rule): string => `
  create or replace temp table twin as
    with rival as (
      select d.lid, d.rid, l.since as lsince, r.since as rsince, min(d.lid) over (partition by d.rid) as k1, c.key,
        l.amount as la, l.day as ld, coalesce(l.scope, '') as ls, r.amount as ra, r.day as rd, coalesce(r.scope, '') as rs
      from deg d join ${p}_l l on l.id = d.lid join ${p}_r r on r.id = d.rid join cand c on c.lid = d.lid and c.rid = d.rid
      where d.nl > 1 or d.nr > 1),
    lot as (select *, count(distinct (la, ld, ls)) over (partition by key) as ln,
      count(distinct (ra, rd, rs)) over (partition by key) as rn from rival),
    ranked as (select lid, rid, dense_rank() over (partition by key order by lsince, lid) as li,
      dense_rank() over (partition by key order by rsince, rid) as ri from lot where ln = 1 and rn = 1)
    select lid, rid, li = ri as taken from ranked;
  insert into ${p}_m select '${rule.ruleId}', '${rule.ruleId}-' || lid, lid, rid from twin where taken;`;

const noTwins = "create or replace temp table twin as select lid, rid from deg where false;";

const closed = (p: string): string => `
  create or replace temp table ${p}_lo as select * from ${p}_lo o
    where not exists (from ${p}_m m where m.lid = o.id) and not exists (from ${p}_h h where h.lid = o.id);
  create or replace temp table ${p}_ro as select * from ${p}_ro o
    where not exists (from ${p}_m m where m.rid = o.id) and not exists (from ${p}_h h where h.rid = o.id);`;

function byReference(rule: Extract<Rule, { kind: "REFERENCE" | "NORMALISED_REFERENCE" }>): string {
  const p = prefixOf[rule.relation];
  const isSpelt = rule.kind === "NORMALISED_REFERENCE";
  const sides = (["l", "r"] as const).map((side) =>
    isSpelt
      ? `(select o.*, ${spelling(rule, "f.ref")} as key from ${p}_${side}o o join ${p}_${side}ref f on f.id = o.id)`
      : `(select o.*, f.ref as key from ${p}_${side} o join ${p}_${side}ref f on f.id = o.id)`,
  );
  const together = rule.relation === "ADVISED" ? sameDesk : `${sameBook} and ${sameScope}`;
  const both = isSpelt ? "true" : `l.id in (select id from ${p}_lo) and r.id in (select id from ${p}_ro)`;
  const named = `insert into ${p}_named select distinct lid, rid from met`;
  return `
    create or replace temp table met as select l.id as lid, r.id as rid, l.key as key,
      l.own = r.own and ${sameScope} and ${inMoney(rule.tolerance, "l.amount", "r.amount")} and ${inDays(rule.tolerance, "l.day", "r.day")} as fits,
      hash(l.lender, l.agency, l.ccy, l.grp, l.key) as lot
      from ${sides[0]} l join ${sides[1]} r on ${together} and l.key = r.key;
    ${isSpelt ? "" : `${named};`}
    create or replace temp table cand as select lid, rid, min(lot) as key from met l
      where fits and ${both.replaceAll("l.id", "lid").replaceAll("r.id", "rid")} group by lid, rid;
    ${settledPairs(p, rule, twins(p, rule))}
    ${isSpelt ? `${named} where lid in (select id from ${p}_lo) and rid in (select id from ${p}_ro);` : ""}`;
}

/** What no reference joins. */
const unnamed = (p: string, side: "l" | "r"): string =>
  `(select * from ${p}_${side}o where scope is not null and id not in (select ${side}id from ${p}_named))`;

function byAmount(rule: Extract<Rule, { kind: "AMOUNT" }>): string {
  const p = prefixOf[rule.relation];
  return `
    create or replace temp table cand as select l.id as lid, r.id as rid, 0 as key
      from ${unnamed(p, "l")} l join ${unnamed(p, "r")} r on ${sameDesk} and l.own = r.own and l.scope = r.scope
      where ${inMoney(rule.tolerance, "l.amount", "r.amount")} and ${inDays(rule.tolerance, "l.day", "r.day")};
    ${settledPairs(p, rule, noTwins)}`;
}

/** Settles ways, as lists of ids, that share nothing with another way, and holds the others. */
const settledWays = (p: string, rule: Rule): string => `
  create or replace temp table wl as select way, unnest(ls) as id from ways;
  create or replace temp table wr as select way, unnest(rs) as id from ways;
  create or replace temp table rivals as
    select distinct way from wl where id in (select id from wl group by id having count(*) > 1)
    union select distinct way from wr where id in (select id from wr group by id having count(*) > 1);
  insert into ${p}_m select '${rule.ruleId}', '${rule.ruleId}-' || way, l.id, r.id
    from wl l join wr r using (way) where way not in (from rivals);
  insert into ${p}_h select l.id, r.id from wl l join wr r using (way) where way in (from rivals);
  ${closed(p)}`;

function byNamedSum(rule: Sums): string {
  const p = prefixOf[rule.relation];
  const [one, more] = rule.kind === "ONE_TO_MANY" ? (["l", "r"] as const) : (["r", "l"] as const);
  const total = `sum(${more}.amount)`;
  const money =
    one === "l"
      ? inMoney(rule.tolerance, "any_value(l.amount)", total)
      : inMoney(rule.tolerance, total, "any_value(r.amount)");
  const lists = one === "l" ? "[l.id] as ls, list(r.id) as rs" : "list(l.id) as ls, [r.id] as rs";
  return `
    create or replace temp table ways as select ${one}.id as way, ${lists}
      from (select distinct lid, rid from ${p}_named) n join ${p}_lo l on l.id = n.lid join ${p}_ro r on r.id = n.rid
      group by ${one}.id having count(*) > 1 and ${money}
        and bool_and(l.own = r.own and ${sameScope} and ${inDays(rule.tolerance, "l.day", "r.day")});
    ${settledWays(p, rule)}`;
}

function byScopeSum(rule: Sums): string {
  const p = prefixOf[rule.relation];
  const [one, more] = rule.kind === "ONE_TO_MANY" ? (["l", "r"] as const) : (["r", "l"] as const);
  const fits =
    one === "l" ? inMoney(rule.tolerance, "target", "total") : inMoney(rule.tolerance, "total", "target");
  const lists = one === "l" ? "[one] as ls, ids as rs" : "ids as ls, [one] as rs";
  return `
    create or replace temp table near as select ${one}.id as one, ${one}.amount as target, ${more}.id as id,
        ${more}.amount as amount, row_number() over (partition by ${one}.id order by ${more}.id) as n,
        count(*) over (partition by ${one}.id) as size
      from ${unnamed(p, "l")} l join ${unnamed(p, "r")} r on ${sameDesk} and l.own = r.own and l.scope = r.scope
      where ${inDays(rule.tolerance, "l.day", "r.day")};
    create or replace temp table ways as
      with recursive sums as (
        select one, target, n, amount as total, [id] as ids from near where size between 2 and ${rule.limits.candidates}
        union all
        select s.one, s.target, x.n, s.total + x.amount, list_append(s.ids, x.id)
        from sums s join near x on x.one = s.one and x.n > s.n
        where s.total < 0 or s.total < 2 * s.target)
      select one || '-' || row_number() over () as way, ${lists} from sums where len(ids) > 1 and ${fits};
    ${settledWays(p, rule)}`;
}

function byManySums(rule: Extract<Rule, { kind: "MANY_TO_MANY" }>): string {
  const p = prefixOf[rule.relation];
  const { daysBefore, daysAfter } = rule.tolerance;
  const subsets = (side: "l" | "r"): string => `
    create or replace temp table sums_${side} as
      with recursive item as (select * from isle where side = '${side}'),
      sums as (
        select spot, n, 1 << n as bits, amount as total, day as first, day as last, [id] as ids from item
        union all
        select s.spot, x.n, s.bits | (1 << x.n), s.total + x.amount, least(s.first, x.day), greatest(s.last, x.day),
          list_append(s.ids, x.id) from sums s join item x on x.spot = s.spot and x.n > s.n)
      from sums;`;
  return `
    create or replace temp table event as
      select 'l' as side, id, lender, agency, ccy, amount, day, day - ${daysBefore} as since, day + ${daysAfter} as until from ${unnamed(p, "l")}
      union all select 'r', id, lender, agency, ccy, amount, day, day, day from ${unnamed(p, "r")};
    create or replace temp table isle as
      with spaced as (select *, coalesce(since > max(until) over (partition by lender, agency, ccy order by since, side, id
          rows between unbounded preceding and 1 preceding), true) as begins from event),
      numbered as (select *, lender || agency || ccy || sum(begins::int) over (partition by lender, agency, ccy order by since, side, id
          rows unbounded preceding) as spot from spaced)
      select *, row_number() over (partition by spot, side order by day, id)::int as n,
        count(*) filter (side = 'l') over (partition by spot) as nl, count(*) filter (side = 'r') over (partition by spot) as nr
      from numbered qualify nl > 1 and nr > 1 and nl + nr <= ${rule.limits.candidates};
    ${subsets("l")}
    ${subsets("r")}
    create or replace temp table balanced as
      select l.spot, l.bits as lb, r.bits as rb, l.ids as ls, r.ids as rs, row_number() over () as way
      from sums_l l join sums_r r on l.spot = r.spot and ${inMoney(rule.tolerance, "l.total", "r.total")}
        and r.first >= l.last - ${daysBefore} and r.last <= l.first + ${daysAfter};
    create or replace temp table ways as select way::varchar as way, ls, rs from balanced b
      where len(ls) > 1 and len(rs) > 1 and not exists (from balanced x where x.spot = b.spot and x.way <> b.way
        and x.lb & b.lb = x.lb and x.rb & b.rb = x.rb);
    ${settledWays(p, rule)}`;
}

function ruleSql(rule: Rule): string {
  switch (rule.kind) {
    case "REFERENCE":
    case "NORMALISED_REFERENCE":
      return byReference(rule);
    case "AMOUNT":
      return byAmount(rule);
    case "ONE_TO_MANY":
    case "MANY_TO_ONE":
      return rule.by === "REFERENCE" ? byNamedSum(rule) : byScopeSum(rule);
    case "MANY_TO_MANY":
      return byManySums(rule);
  }
}

/** The sides as the rules see them, from the tables of facts. */
const sides = `
  create or replace temp table a_l as select id, lender, agency, ccy, kind as grp, account as scope, recipient = 'AGENCY' as own,
    case when kind = 'REVERSAL' then -abs(amount) else abs(amount) end as amount, effective as day, effective as since from expectation;
  create or replace temp table a_lref as select id, ref from expectation;
  create or replace temp table a_r as select l.id, l.lender, l.agency, l.ccy, l.kind as grp, l.account as scope, l.recipient = 'AGENCY' as own,
    case when l.kind = 'REVERSAL' then -abs(l.amount) else abs(l.amount) end as amount, l.effective as day,
    coalesce(a.advised, l.effective) as since from line l left join advice a on a.id = l.remittance;
  create or replace temp table a_rref as select id, ref from line where ref is not null;
  create or replace temp table f_l as select a.id, a.lender, a.agency, a.ccy, 'FUNDS' as grp, a.agency as scope, true as own, a.total as amount,
    a.advised as day, a.advised as since from advice a join terms t using (lender, agency) where a.total > 0 and t.banked;
  create or replace temp table f_lref as select id, id as ref from f_l
    union select id, bankref from advice where bankref is not null and id in (select id from f_l);
  create or replace temp table f_r as select id, lender, agency, ccy, 'FUNDS' as grp, agency as scope, true as own, amount, value as day,
    value as since from bankline where booked;
  create or replace temp table f_rref as select distinct id, unnest(refs) as ref from bankline where booked;`;

const emptied = (p: string): string => `
  create or replace temp table ${p}_m (rule varchar, way varchar, lid varchar, rid varchar);
  create or replace temp table ${p}_h (lid varchar, rid varchar);
  create or replace temp table ${p}_named (lid varchar, rid varchar);
  create or replace temp table ${p}_lo as from ${p}_l;
  create or replace temp table ${p}_ro as from ${p}_r;`;

/** Everything that the rules do, as statements in order. */
export const rulesSql = ({ rules }: RuleSet): readonly string[] => [
  sides,
  emptied("a"),
  emptied("f"),
  ...rules.map(ruleSql),
];
