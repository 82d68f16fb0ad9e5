/** One thing measured: operations a second by our own code and by the plain means (a driver, a hash), in the same run. */
export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly own: number;
  readonly plain: number;
}

/** Runs both alternately, so that a slow moment of the machine meets both, and keeps the best of each. Each returns how many operations it did. */
export async function compare(
  what: string,
  unit: string,
  own: () => Promise<number>,
  plain: () => Promise<number>,
  rounds = 3,
): Promise<Comparison> {
  let [bestOwn, bestPlain] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    bestPlain = Math.max(bestPlain, await rate(plain));
    bestOwn = Math.max(bestOwn, await rate(own));
  }
  return { what, unit, own: bestOwn, plain: bestPlain };
}

async function rate(operation: () => Promise<number>): Promise<number> {
  const start = process.hrtime.bigint();
  const count = await operation();
  return (count * 1e9) / Number(process.hrtime.bigint() - start);
}

export function printTable(title: string, rows: readonly Comparison[]): void {
  const cells = rows.map(({ what, unit, own, plain }) =>
    [what, unit, Math.round(own), Math.round(plain), (own / plain).toFixed(2)].map(String),
  );
  const table = [['', 'unit', 'own', 'plain', 'ratio'], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  console.log(`\n${title}`);
  for (const row of table) {
    console.log(row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '));
  }
}
