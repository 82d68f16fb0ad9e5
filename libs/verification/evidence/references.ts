/** A file, or a row of one, that a payload refers to, and where it does (JSON pointer into the payload). */
export interface EvidenceReference {
  readonly hash: string;
  readonly path: string;
  /** A row of a table; absent: the file as a whole (a document). */
  readonly row?: { readonly sheet: string; readonly row: number };
}

/**
 * The files that a payload refers to, wherever they stand in it: as a document (`hash`, `title`) or as a place in a table (`hash`, `sheet`, `row`). Other hashes (of a
 * scheme, a sheet, a result) stand in objects of other shapes.
 */
export function evidenceReferences(payload: unknown, path = ''): EvidenceReference[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const { hash, title, sheet, row } = payload as Readonly<Record<string, unknown>>;
  const found: EvidenceReference[] = [];
  if (typeof hash === 'string' && typeof sheet === 'string' && typeof row === 'number') found.push({ hash, path, row: { sheet, row } });
  else if (typeof hash === 'string' && typeof title === 'string') found.push({ hash, path });
  return [...found, ...Object.entries(payload).flatMap(([key, inner]) => evidenceReferences(inner, `${path}/${key}`))];
}
