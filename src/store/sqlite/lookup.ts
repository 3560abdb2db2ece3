import type Database from "better-sqlite3";
import type { FieldName } from "../../question/fields.ts";
import type { Candidate, LookupRequest, LookupResult } from "../store.ts";
import { columnOf, type Column } from "./columns.ts";
import { compileFilter, holdsAny, type Clause } from "./conditions.ts";
import type { Dictionary, StoredValue } from "./dictionary.ts";
import { findFitting } from "./named-values.ts";
import { nameGroup, nameValue } from "./names.ts";
import { timeOf } from "./row-id.ts";
import { tally } from "./tally.ts";
import { firstGroups } from "./top.ts";

/** The sign-ins of one id or value. */
interface Uses {
  readonly id: string;
  readonly first: number;
  signIns: number;
  last: number;
}

/**
 * Values that some sign-in has under a name that the text fits, each with all of its sign-ins. The dictionary finds
 * them; only their own facts are read.
 */
export function readCandidates(
  db: Database.Database,
  dictionary: Dictionary,
  name: FieldName,
  { text, how, limit }: LookupRequest,
): LookupResult {
  const column = columnOf(name);
  if (text === "") return { candidates: [], total: 0 };
  if (column.form === "guid") return readGuids(db, dictionary, name, { text, how, limit });
  const fitted = findFitting(name, dictionary.values(name), how, text);
  if (fitted.length === 0) return { candidates: [], total: 0 };
  const uses = (column.form === "set" ? usesInSets : usesOfValues)(db, dictionary, column, fitted);
  const ranked = uses.sort((a, b) => b.signIns - a.signIns || (a.id < b.id ? -1 : 1));
  const candidates = ranked.slice(0, limit).map(({ id, first, signIns, last }): Candidate => {
    const { key, ...names } = nameValue(db, dictionary, name, id, () =>
      holdsAny(column, [first], dictionary),
    );
    return { id: key, ...names, signIns, last };
  });
  return { candidates, total: ranked.length };
}

/** Uses of the ids of these entries; an id has to be in use under one of them. */
function usesOfValues(
  db: Database.Database,
  dictionary: Dictionary,
  column: Column,
  fitted: readonly StoredValue[],
): Uses[] {
  const wanted = new Set(fitted);
  const byId = new Map(fitted.map((value) => [value.first, value.id]));
  const isWhole = ([, id]: [number, string]): boolean =>
    column.form !== "entity" || dictionary.entries(column.field, id).every((entry) => wanted.has(entry));
  const ids = [...byId];
  const whole = ids.filter(isWhole);
  const partly = ids.filter((one) => !isWhole(one));
  // Where all names of an id fit, it does not matter which of them its sign-ins have: the index alone tells.
  const counted = count(db, dictionary, column, whole);
  const named = count(db, dictionary, column, partly, column.naming);
  const numbers = new Set(fitted.map(({ number }) => number));
  const inUse = new Set(
    named.flatMap(({ first, naming }) => (numbers.has(naming === 0 ? first : naming) ? [first] : [])),
  );
  return sum(
    [...counted, ...named.filter(({ first }) => inUse.has(first))].map((row) => ({
      ...row,
      id: byId.get(row.first) ?? "",
    })),
  );
}

/** The same of a field with many values, where facts name sets of entries. */
function usesInSets(
  db: Database.Database,
  dictionary: Dictionary,
  column: Column,
  fitted: readonly StoredValue[],
): Uses[] {
  const ids = [...new Map(fitted.map((value) => [value.first, value.id]))];
  const values = dictionary.values(column.field);
  const sets = dictionary.sets(column.field);
  const rows = count(db, dictionary, column, ids);
  const fits = new Set(fitted.map(({ number }) => number));
  const inUse = new Set<number>();
  const uses = rows.flatMap(({ first: set, signIns, last }) => {
    const members = sets[set] ?? [];
    for (const number of members) if (fits.has(number)) inUse.add(values[number - 1]?.first ?? 0);
    const firsts = new Set(members.map((number) => values[number - 1]?.first));
    return ids.filter(([first]) => firsts.has(first)).map(([first, id]) => ({ id, first, signIns, last }));
  });
  return sum(uses.filter(({ first }) => inUse.has(first)));
}

/** Counts the facts of each value in a column, and by the names that they gave it where that is asked. */
export function compileUses({ sql }: Column, { text, parameters }: Clause, naming?: string): Clause {
  const by = [`f.${sql}`, ...(naming === undefined ? [] : [`f.${naming}`])];
  const selected = [`f.${sql} AS first`, `${naming === undefined ? "0" : `f.${naming}`} AS naming`];
  return {
    text: `SELECT ${selected.join(", ")}, count(*) AS signIns, ${timeOf("max(f.rid)")} AS last FROM fact f WHERE ${text} GROUP BY ${by.join(", ")}`,
    parameters,
  };
}

interface Counted {
  readonly first: number;
  readonly naming: number;
  readonly signIns: number;
  readonly last: number;
}

function count(
  db: Database.Database,
  dictionary: Dictionary,
  column: Column,
  ids: readonly [number, string][],
  naming?: string,
): Counted[] {
  if (ids.length === 0) return [];
  const cells = ids.map(([first]) => first);
  const { text, parameters } = compileUses(column, holdsAny(column, cells, dictionary), naming);
  return db.prepare<unknown[], Counted>(text).all(...parameters);
}

function sum(parts: readonly Uses[]): Uses[] {
  const uses = new Map<number, Uses>();
  for (const { id, first, signIns, last } of parts) {
    const one = uses.get(first);
    if (one === undefined) uses.set(first, { id, first, signIns, last });
    else {
      one.signIns += signIns;
      one.last = Math.max(one.last, last);
    }
  }
  return [...uses.values()];
}

/** GUIDs stand in the facts themselves, so the dictionary does not know them; nobody names one by a part of it. */
function readGuids(
  db: Database.Database,
  dictionary: Dictionary,
  name: FieldName,
  { text, how, limit }: LookupRequest,
): LookupResult {
  if (how === "prefix" || how === "near") return { candidates: [], total: 0 };
  const filter = compileFilter({ where: [{ field: name, is: [text] }] }, dictionary);
  const [groups = []] = tally(db, dictionary, filter, [{ by: [name], distinct: [] }]);
  const candidates = firstGroups(groups, limit, "signIns", "most").map((group) => {
    const { values, counts, last } = nameGroup(db, dictionary, filter, [name], group);
    return { id: values[0]?.key ?? "", signIns: counts.signIns, last };
  });
  return { candidates, total: groups.length };
}
