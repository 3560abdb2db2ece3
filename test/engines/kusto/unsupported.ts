/**
 * A query uses something that the evaluator does not do, or asks for what the documents leave open. Thrown rather than
 * guessed: a test that passes must not rest on a guess about Kusto.
 */
export class Unsupported extends Error {
  override readonly name = "Unsupported";

  constructor(construct: string, why = "is not implemented here") {
    super(`KQL: ${construct} ${why}.`);
  }
}

/** For what Kusto's documents do not tell, or tell in two ways. */
export function undocumented(construct: string): Unsupported {
  return new Unsupported(construct, "is not documented");
}
