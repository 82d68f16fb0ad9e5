import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Cases of the city's oracle, and, in own/, small ones of which each kills one wrong reading (from a second, independent implementation). */
export function caseFiles(): string[] {
  return ['test/golden', 'test/golden/own'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name)),
  );
}
