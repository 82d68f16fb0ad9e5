import { buffer } from 'node:stream/consumers';
import type { Scheme } from '#libs/scheme';
import { leafHash, RunningRoot } from '#libs/transparency';
import { type EventLine, leafOf, readEventLines } from '../index.js';
import { type Confidential, cityOf, confidentialIn, corpusEvents, isDistinct, says, unzip } from '../testing/index.js';
import { publicEvents } from './disclosure.js';
import { prepareBundle, streamOf } from './index.js';

const events = corpusEvents();

describe('what a public bundle keeps to itself (readings, «Confidential»)', () => {
  let found: Confidential;
  let texts: { readonly public: string; readonly whole: string };
  let lines: EventLine[];
  let root: Uint8Array;

  beforeAll(async () => {
    const { sources, tree } = await cityOf(events);
    const drafted = events.find(({ type }) => type === 'SchemeDrafted') as { data: string };
    const { content } = JSON.parse(drafted.data) as { content: Scheme };
    const finalised = events.filter(({ type }) => type === 'ResultsFinalised').map(({ data }) => JSON.parse(data) as { run: number });
    const sheets = await Promise.all(finalised.map(({ run }) => sources.sheets(2023, run)));
    found = confidentialIn(events, content, sheets.flat());
    const filesOf = async (kind: 'public' | 'whole') => unzip(await buffer(streamOf(await prepareBundle(sources, { kind, years: 'all' }))));
    const files = { public: await filesOf('public'), whole: await filesOf('whole') };
    // Names of files count as much as their content.
    const textOf = (all: ReadonlyMap<string, Buffer>): string =>
      [...all].map(([path, content]) => `${path}\n${content.toString()}`).join('\n');
    texts = { public: textOf(files.public), whole: textOf(files.whole) };
    lines = [];
    for (const [path, content] of files.public) {
      if (path.startsWith('events/')) for await (const line of readEventLines([content], path)) lines.push(line);
    }
    root = tree.root();
  });

  it.each(['amounts', 'enterprises', 'totals', 'hashes'] as const)(
    'has none of the ledger’s %s, of which a whole bundle has every one',
    (what) => {
      const values = [...found[what]].filter(isDistinct);
      expect(values.length).toBeGreaterThan(8);
      expect(values.filter((value) => !says(texts.whole, value))).toEqual([]);
      expect(values.filter((value) => says(texts.public, value))).toEqual([]);
    },
  );

  it('has no line of a fact, of an enterprise or of a tenancy, and of no other event that the table does not list', () => {
    const open = lines.filter(({ form }) => form === 'full').map(({ stream, type }) => `${stream.slice(0, stream.indexOf('-'))} ${type}`);
    const listed = Object.entries(publicEvents).flatMap(([category, types]) => Object.keys(types).map((type) => `${category} ${type}`));
    expect([...new Set(open)].filter((each) => !listed.includes(each))).toEqual([]);
    expect(open).toContain('evaluation ResultsFinalised');
    expect(open.filter((each) => /^(dossier|enterprise|tenancy|park|process) /.test(each))).toEqual([]);
  });

  it('names nobody who is a person in what it withholds', () => {
    for (const line of lines) {
      if (line.form === 'saltWithheld') expect((JSON.parse(line.metadata) as { actor: { role: string } }).actor.role).toBe('process');
    }
    expect(lines.some(({ form }) => form === 'saltWithheld')).toBe(true);
  });

  it('verifies as a log all the same', () => {
    const running = new RunningRoot();
    for (const line of lines) running.add(leafHash(Buffer.from(leafOf(line))));
    expect(lines.length).toBe(events.length);
    expect(running.root()).toEqual(root);
  });
});
