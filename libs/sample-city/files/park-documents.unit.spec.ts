import { crc32, inflateSync } from 'node:zlib';
import { fileTypeFromBuffer } from 'file-type';
import { incidents } from '../city/cast.js';
import { makeStays } from '../city/enterprises.js';
import { makeParks, type Park } from '../city/parks.js';
import { siteVisits } from '../story/site-visits.js';
import { deliveredBooks } from './delivered-books.js';
import { type ParkDocument, parkDocuments } from './park-documents.js';

const parks = makeParks();
const documents = parkDocuments(parks, deliveredBooks(parks, makeStays(parks)));
const parkOf = (document: ParkDocument): Park => parks.find(({ code }) => code === document.park)!;
const pages = documents.filter(({ extension }) => extension === 'pdf');
const photos = documents.filter(({ extension }) => extension === 'png');

/** What a page says: its strings are UTF-16. */
function textOf({ content }: ParkDocument): string {
  const strings = content.toString('latin1').matchAll(/\(((?:\\[\s\S]|[^\\)])*)\) Tj/g);
  return [...strings]
    .map(([, raw]) => (raw as string).replace(/\\([\s\S])/g, (_, letter: string) => ({ n: '\n', r: '\r' })[letter] ?? letter))
    .map((bytes) => Buffer.from(bytes, 'latin1').swap16().toString('utf16le'))
    .join('\n');
}

/** The parts of a PNG file by their type, their sums checked. */
function partsOf(content: Buffer): ReadonlyMap<string, Buffer> {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < content.length;) {
    const length = content.readUInt32BE(at);
    const named = content.subarray(at + 4, at + 8 + length);
    expect(content.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    parts.set(named.toString('latin1', 0, 4), named.subarray(4));
    at += 12 + length;
  }
  return parts;
}

describe('What parks sign and visitors bring back', () => {
  it('is one small file each, no two the same', () => {
    expect(new Set(documents.map(({ content }) => content.toString('latin1'))).size).toBe(documents.length);
    for (const { content } of documents) expect(content.length).toBeLessThan(2_100);
    expect(documents.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThan(480_000);
  });

  it('says on its page which park and year it is about, and the day', () => {
    for (const document of pages) {
      const text = textOf(document);
      const [year, month, day] = document.date.split('-').map(Number);
      for (const part of [parkOf(document).name, document.park, `${document.key.slice(0, 4)}年度`, `${year}年${month}月${day}日`])
        expect(text).toContain(part);
    }
  });

  it('is a PDF whose table finds every object, by any reader of signatures', async () => {
    for (const { content } of pages) {
      const text = content.toString('latin1');
      const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
      const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
      expect(places.map((place, i) => text.startsWith(`${i + 1} 0 obj\n`, place))).toEqual(Array.from({ length: 8 }, () => true));
      const length = Number(/\/Length (\d+)/.exec(text)?.[1]);
      expect(text.indexOf('\nendstream') - text.indexOf('stream\n') - 'stream\n'.length).toBe(length);
    }
    expect(await fileTypeFromBuffer(pages[0]!.content)).toMatchObject({ ext: 'pdf' });
  });

  it('is a picture that can be opened, and tells what it shows', async () => {
    for (const document of photos) {
      const parts = partsOf(document.content);
      expect([...parts.keys()]).toEqual(['IHDR', 'iTXt', 'PLTE', 'IDAT', 'IEND']);
      expect(inflateSync(parts.get('IDAT')!)).toHaveLength(48 * (1 + 64 / 4));
      expect(parts.get('iTXt')!.toString('utf8')).toContain(`${document.title}，${document.park}，${document.date}`);
    }
    expect(await fileTypeFromBuffer(photos[0]!.content)).toMatchObject({ ext: 'png' });
  });

  it('tells of the visit that failed, and of the second', () => {
    const { park, year } = incidents.failedCheck;
    const ofPark = siteVisits().filter((visit) => visit.park === park && visit.year === year);
    expect(ofPark.map(({ passed }) => passed)).toEqual([false, true]);
    const texts = ofPark.map(({ document }) => textOf(pages.find((page) => page.key === document && page.park === park)!));
    for (const [i, text] of texts.entries()) {
      expect(text).toContain(`核查结论：${i === 0 ? '不相符' : '相符'}`);
      expect(text.replaceAll('\n', '')).toContain(ofPark[i]!.findings);
    }
  });
});
