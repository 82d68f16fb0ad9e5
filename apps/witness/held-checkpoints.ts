import { hash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DRAFT, replaceDurably } from '#libs/files';
import { DomainError } from '#libs/kernel';
import { type NoteVerifier, parseCheckpoint, parseNote, type TreeHead, verifyNote, type WitnessedLogs } from '#libs/transparency';
import { witnessErrors } from './errors.js';

/** What a witness remembers of one log: the checkpoint as it was signed by the log, and by the witness once it has answered. */
export interface HeldCheckpoint extends TreeHead {
  readonly origin: string;
  readonly note: string;
  /** Whether the witness' own cosignature is on it: not so between storing and answering. */
  readonly cosigned: boolean;
}

/** The name of a log in addresses and files (C2SP tlog-witness, monitor retrieval). */
export function originHash(origin: string): string {
  return hash('sha256', origin);
}

const ENDING = '.checkpoint';

/** The last checkpoint of each log, one note a file, as anybody can read and print it. */
export class HeldCheckpoints {
  constructor(
    private readonly folder: string,
    private readonly logs: WitnessedLogs,
    private readonly own: NoteVerifier,
  ) {}

  /** All of them, each with its signatures checked. @throws `witness.stateDamaged` */
  async all(): Promise<HeldCheckpoint[]> {
    const names = (await readdir(this.folder)).sort();
    for (const draft of names.filter((name) => name.endsWith(DRAFT))) await rm(path.join(this.folder, draft));
    return Promise.all(names.filter((name) => name.endsWith(ENDING)).map((name) => this.#read(name)));
  }

  /** On the disk once it returns. */
  async store(origin: string, note: string): Promise<void> {
    await replaceDurably(path.join(this.folder, `${originHash(origin)}${ENDING}`), note);
  }

  async #read(name: string): Promise<HeldCheckpoint> {
    const file = path.join(this.folder, name);
    const note = await readFile(file, 'utf8');
    try {
      const { origin, size, root } = parseCheckpoint(parseNote(note).text);
      if (name !== `${originHash(origin)}${ENDING}`) throw witnessErrors.error('witness.stateDamaged', { path: file });
      const { verified } = verifyNote(note, [...(this.logs.get(origin) ?? []), this.own]);
      return { origin, size, root, note, cosigned: verified.some(({ verifier }) => verifier === this.own) };
    } catch (error) {
      if (error instanceof DomainError) throw witnessErrors.error('witness.stateDamaged', { path: file }, { faults: [error] });
      throw error;
    }
  }
}
