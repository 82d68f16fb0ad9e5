/** The seeds by path below seeds/sample-city/. */
export type Files = ReadonlyMap<string, Buffer>;

/** Texts as files: UTF-8. */
export function textFiles(texts: Iterable<readonly [string, string]>): Map<string, Buffer> {
  return new Map([...texts].map(([path, text]) => [path, Buffer.from(text, 'utf8')]));
}
