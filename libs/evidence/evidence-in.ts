/**
 * Hashes of the files that a payload refers to, wherever they stand in it: as a document (`hash`, `title`) or as a place in a table (`hash`, `sheet`, `row`). Other
 * hashes (of a scheme, a sheet, a result) stand in objects of other shapes.
 */
export function evidenceIn(payload: unknown): Set<string> {
  const found = new Set<string>();
  collect(payload, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('hash' in value && typeof value.hash === 'string' && ('title' in value || ('sheet' in value && 'row' in value)))
    found.add(value.hash);
  for (const inner of Object.values(value)) collect(inner, found);
}
