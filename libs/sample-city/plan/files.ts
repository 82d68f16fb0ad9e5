import { sha256 } from '#libs/kernel';
import type { Scheme } from '#libs/scheme';
import { deliveryName } from '../files/book-path.js';
import { documentPlace } from '../files/document-path.js';
import { readCsvRows, type Row } from '../files/csv.js';
import type { Files } from '../files/files.js';

/** A document as evidence, as the contexts take it. */
export interface DocumentRef {
  readonly hash: string;
  readonly title: string;
  readonly number?: string;
  readonly date?: string;
}

/** How a document is looked up. */
function keyOf(path: string): string {
  const place = documentPlace(path);
  if (!place) throw new RangeError(`${path} is no document`);
  return place.park === undefined ? place.key : `${place.key}/${place.park}`;
}

/** The delivered files with their hashes: where lines and documents come from. */
export class SeedFiles {
  private readonly hashes = new Map<string, string>();
  private names: ReadonlyMap<string, string> | undefined;
  private readonly documents: ReadonlyMap<string, DocumentRef>;

  constructor(
    private readonly files: Files,
    private readonly scheme: Scheme,
  ) {
    this.documents = new Map(
      readCsvRows(this.text('documents/documents.csv')).map(({ cells }) => {
        const path = cells['文件'] as string;
        const number = cells['文号'];
        const date = cells['日期'];
        return [
          keyOf(path),
          { hash: this.hash(path), title: cells['标题'] as string, ...(number ? { number } : {}), ...(date ? { date } : {}) },
        ];
      }),
    );
  }

  get paths(): readonly string[] {
    return [...this.files.keys()];
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  content(path: string): Buffer {
    const content = this.files.get(path);
    if (content === undefined) throw new RangeError(`the sample city has no file ${path}`);
    return content;
  }

  text(path: string): string {
    return this.content(path).toString('utf8');
  }

  /** The name that a file is delivered by: what a park signs is named by its title. */
  deliveryName(path: string): string {
    const place = documentPlace(path);
    if (place?.park === undefined) return deliveryName(path, this.scheme);
    return `${this.document(place.key, place.park).title}${path.slice(path.lastIndexOf('.'))}`;
  }

  /** The parks' names by their codes. */
  get parkNames(): ReadonlyMap<string, string> {
    this.names ??= new Map(this.rows('registry/parks.csv').map(({ cells }) => [cells['园区代码'] as string, cells['园区名称'] as string]));
    return this.names;
  }

  rows(path: string): readonly Row[] {
    return readCsvRows(this.text(path));
  }

  /** SHA-256 of the content: what the evidence store will call it. */
  hash(path: string): string {
    const known = this.hashes.get(path) ?? sha256(this.content(path));
    this.hashes.set(path, known);
    return known;
  }

  /** A document of the story, or of its many of one kind that of a park. */
  document(key: string, park?: string): DocumentRef {
    const name = park === undefined ? key : `${key}/${park}`;
    const document = this.documents.get(name);
    if (!document) throw new RangeError(`the sample city has no document ${name}`);
    return document;
  }

  /** A register's list as the evidence of what its rows say. */
  list(path: string, title: string): DocumentRef {
    return { hash: this.hash(path), title };
  }

  /** SHA-256 over all files, each by path and hash: which city it is. */
  get digest(): string {
    return sha256(this.paths.map((path) => `${path} ${this.hash(path)}\n`).join(''));
  }
}
