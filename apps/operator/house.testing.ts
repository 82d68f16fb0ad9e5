import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Type } from '@sinclair/typebox';
import {
  type Clock,
  type Decider,
  defineEvent,
  EventRegistry,
  type EventsOf,
  fileKeys,
  type Ledger,
  openLedger,
  StoreCommandRunner,
} from '#libs/event-sourcing';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { EvidenceFolder } from '#libs/evidence';
import { appendCheckpoint, checkpointEvents, latestCheckpoint, sampleLogKeys, SignedFiles, signedHead } from '#libs/sealing';
import { ed25519Signer, formatCheckpoint, signNote } from '#libs/transparency';
import { deriveLog } from './backup/derive-log.js';
import { signedFolder } from './backup/held-heads.js';
import { ledgerFacts, presentOrigin } from './ledger-stream.js';

/** A desk at which notes are left, with the document that each rests on: the smallest ledger that refers to evidence. */
const deskEvents = {
  NoteLeft: defineEvent('NoteLeft', {
    about: 'A note was left.',
    schema: Type.Object(
      { text: Type.String(), document: Type.Optional(Type.Object({ hash: Type.String(), title: Type.String() })) },
      { additionalProperties: false },
    ),
  }),
};
type DeskEvent = EventsOf<typeof deskEvents>;
interface LeaveNote {
  readonly type: 'LeaveNote';
  readonly text: string;
  readonly document?: { readonly hash: string; readonly title: string };
}
const desk: Decider<null, LeaveNote, DeskEvent> = {
  category: 'desk',
  initial: null,
  evolve: () => null,
  decide: ({ type: _type, ...data }) => [{ type: 'NoteLeft', data }],
};

/** The house's log key. */
export const houseLogKeys = sampleLogKeys('house');
const registry = new EventRegistry(deskEvents, checkpointEvents);
const clock: Clock = { now: () => '2026-01-02T03:04:05.678Z' };

/** Where a house's keys lie: the same for all, so that a restored one can go on. */
export const keysFileOf = (dataDir: string): string => path.join(dataDir, 'keys', 'ledger-keys.json');

/** A real ledger with its evidence, keys and signed heads, in a folder of its own or on any store. */
export class House {
  #notes = 0;

  private constructor(
    readonly dataDir: string,
    readonly store: EventStore,
    private readonly ledger: Ledger,
    private readonly runner: StoreCommandRunner,
    private readonly evidence: EvidenceFolder,
  ) {}

  /** `sealed`: delivered files lie encrypted, as they do on a server. */
  static async open(dataDir: string, { sealed = false } = {}): Promise<House> {
    mkdirSync(dataDir, { recursive: true });
    const store = await openSqliteEventStore({ path: path.join(dataDir, 'ledger.db'), synchronous: 'NORMAL' });
    const ledger = await openLedger(store, {
      registry,
      jurisdiction: '测试市',
      logOrigin: () => 'parkledger.example/house',
      sample: false,
      keys: fileKeys(keysFileOf(dataDir), (n) => Buffer.alloc(n, 7)),
      newLedgerId: () => '0d9c7a52-7c61-5b1e-9d55-2b8a6c1e4f30',
      clock,
    });
    const runner = new StoreCommandRunner({ store, registry, ledger });
    const evidence = await EvidenceFolder.open(path.join(dataDir, 'evidence'), sealed ? { keys: ledger.keys.files } : {});
    return new House(dataDir, store, ledger, runner, evidence);
  }

  get evidenceDir(): string {
    return path.join(this.dataDir, 'evidence');
  }

  /** Leaves notes at two desks by turns. `round`: another history has other words. */
  async leaveNotes(count: number, round = ''): Promise<void> {
    for (let n = 0; n < count; n++) await this.#leave({ type: 'LeaveNote', text: `${round}第 ${this.#notes} 条` });
  }

  /** Delivers a file and leaves a note that rests on it. Returns the file's hash. */
  async deliver(content: string): Promise<string> {
    const { hash } = await this.evidence.put(Buffer.from(content), {
      name: `${content}.pdf`,
      mediaType: 'application/pdf',
      account: 'acc-1',
    });
    await this.#leave({ type: 'LeaveNote', text: content, document: { hash, title: content } });
    return hash;
  }

  /** Signs the log's present head, as a node does: the file outside the database first. Returns the note. */
  async signHead(): Promise<string> {
    const origin = presentOrigin(await ledgerFacts(this.store));
    const { size, root } = await deriveLog(this.store, []);
    const text = formatCheckpoint({ origin, size, root: Buffer.from(root, 'base64'), extensions: [] });
    const note = signNote(text, [ed25519Signer(origin, houseLogKeys.orMade()[0]!)]);
    new SignedFiles(signedFolder(this.dataDir)).keep(signedHead(note));
    const after = (await latestCheckpoint(this.store))?.revision;
    await appendCheckpoint(this.store, { registry, ledger: this.ledger }, { note, after, at: clock.now() });
    return note;
  }

  async close(): Promise<void> {
    await this.store.close();
  }

  async #leave(command: LeaveNote): Promise<void> {
    const n = this.#notes++;
    const caller = { account: 'acc-1', role: 'taskForce' } as const;
    await this.runner.execute({ decider: desk, id: String(n % 2), command, caller, key: `${command.text} ${n}` });
  }
}

/** A folder that is gone after the spec, and paths in it. */
export function workshop(): { readonly at: (...names: string[]) => string; clear(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'parkledger-operator-'));
  return { at: (...names) => path.join(folder, ...names), clear: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A log, and the stream of its heads, without positions. */
export async function contentOf(store: EventStore): Promise<{ log: unknown[]; heads: unknown[] }> {
  const bare = ({ position: _position, ...event }: StoredEvent): unknown => event;
  const [log, heads]: unknown[][] = [[], []];
  for await (const page of store.readAll()) log!.push(...page.map(bare));
  for await (const page of store.readStream('checkpoint')) heads!.push(...page.map(bare));
  return { log: log!, heads: heads! };
}

/** A clock that goes on by a second each time that it is asked. */
export function ticking(): () => Date {
  let at = Date.UTC(2026, 0, 2, 3, 4, 5);
  return () => new Date((at += 1000));
}
