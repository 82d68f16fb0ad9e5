import type { Scheme } from '#libs/scheme';
import { makeStays } from './city/enterprises.js';
import { makeParks } from './city/parks.js';
import { bookPath } from './files/book-path.js';
import { deliveredBooks } from './files/delivered-books.js';
import { type Files, textFiles } from './files/files.js';
import { parkDocuments } from './files/park-documents.js';
import { registryFiles } from './files/registry-files.js';
import { statementBooks } from './files/statement-books.js';
import { verificationBooks } from './files/verification-books.js';
import { writeBook } from './files/write-book.js';
import { ACCOUNTS_PATH, accountFile } from './story/accounts.js';
import { documentFiles } from './story/documents.js';
import { makeTimeline, TIMELINE_PATH, timelineFile } from './story/timeline.js';

/** The whole sample city, by path below seeds/sample-city/: the same bytes on every machine. The scheme words the workbooks' columns. */
export async function generateSampleCity(scheme: Scheme): Promise<Files> {
  const parks = makeParks();
  const stays = makeStays(parks);
  const delivered = deliveredBooks(parks, stays);
  const files = textFiles([
    ...registryFiles(parks, stays),
    [ACCOUNTS_PATH, accountFile(parks)],
    [TIMELINE_PATH, timelineFile(makeTimeline())],
  ]);
  for (const [path, content] of documentFiles(parkDocuments(parks, delivered))) files.set(path, content);
  const wording = { scheme, parkNames: new Map(parks.map(({ code, name }) => [code, name])) };
  const books = [...delivered, ...statementBooks(parks)];
  for (const book of books) files.set(bookPath(book.place), await writeBook(book, wording));
  for (const [path, content] of await verificationBooks(delivered, scheme, parks)) files.set(path, content);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
