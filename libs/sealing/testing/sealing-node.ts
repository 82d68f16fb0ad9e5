import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { type LedgerCommand, ledgerDecider } from '#libs/event-sourcing';
import { counter, counterEvents, someCaller, testLedger, type TestLedger } from '#libs/event-sourcing/testing';
import { Heads } from '../heads/heads.js';
import { checkpointEvents } from '../heads/events.js';
import { type LogKeySource, sampleLogKeys } from '../keys/log-key.js';
import { LogReader } from '../reading/log-reader.js';
import { Epochs } from '../signer/epochs.js';
import { LogSigner, type SigningPolicy } from '../signer/log-signer.js';
import { SIGNED_FOLDER, SignedFiles } from '../signer/signed-files.js';
import { growTree } from '../tree/grow-tree.js';
import { TreeFile } from '../tree/tree-file.js';

export interface SealingNodeOptions {
  /** The same store for several nodes of one ledger. */
  readonly store?: EventStore;
  /** An existing folder: a restart. */
  readonly folder?: string;
  readonly keys?: LogKeySource;
  readonly policy?: Partial<SigningPolicy>;
}

/** A node's log without its thread: grows when it is told to, signs what is due, and notes what the observer hears. */
export class SealingNode {
  /** Milliseconds that have passed. */
  elapsed = 0;
  readonly signed: bigint[] = [];
  readonly refused: string[] = [];
  resumed = 0;
  readonly heads: Heads;
  readonly files: SignedFiles;
  readonly signer: LogSigner;
  readonly reader: LogReader;
  readonly tree: TreeFile;
  #commands = 0;

  private constructor(
    readonly test: TestLedger,
    readonly folder: string,
    keys: LogKeySource,
    policy: Partial<SigningPolicy>,
  ) {
    const { store, registry, ledger } = test;
    this.tree = TreeFile.open(join(folder, 'tree.db'));
    this.heads = new Heads(store);
    this.files = new SignedFiles(join(folder, SIGNED_FOLDER));
    const epochs = new Epochs(store, registry);
    const tree = (): TreeFile => this.tree;
    this.reader = new LogReader({ heads: this.heads, epochs, keys, tree });
    this.signer = new LogSigner({
      store,
      recorder: { registry, ledger },
      heads: this.heads,
      epochs,
      files: this.files,
      keys,
      tree,
      policy: { quietMs: 0, graceMs: 0, atOnce: ['Closed'], ...policy },
      elapsed: () => this.elapsed,
      observe: {
        signed: (_origin, size) => this.signed.push(size),
        refused: ({ code }) => this.refused.push(code),
        resumed: () => void this.resumed++,
      },
    });
  }

  static async open({ store, folder, keys = sampleLogKeys('test'), policy = {} }: SealingNodeOptions = {}): Promise<SealingNode> {
    const test = await testLedger([counterEvents, checkpointEvents], store === undefined ? {} : { store });
    return new SealingNode(test, folder ?? mkdtempSync(join(tmpdir(), 'parkledger-seal-')), keys, policy);
  }

  /** Appends so many events. */
  async add(count: number, stream = 'a'): Promise<void> {
    const numbers = Array.from({ length: count }, (_, n) => n);
    const key = `${this.folder} ${this.#commands++}`;
    await this.test.runner.execute({ decider: counter, id: stream, command: { type: 'AddMany', numbers }, caller: someCaller, key });
  }

  /** Appends an event that asks for a checkpoint at once. */
  async close(stream = 'a'): Promise<void> {
    await this.test.runner.execute({
      decider: counter,
      id: stream,
      command: { type: 'Close' },
      caller: someCaller,
      key: `close ${stream}`,
    });
  }

  async command(command: LedgerCommand): Promise<void> {
    const caller = { account: 'root', role: 'admin' } as const;
    await this.test.runner.execute({ decider: ledgerDecider, id: 'main', command, caller, key: `${command.type} ${this.#commands++}` });
  }

  /** Brings the tree to the log's end (or a size on the way) and signs what is due. */
  async seal(upTo?: bigint): Promise<void> {
    const size = await growTree(this.test.store, this.tree, upTo === undefined ? {} : { upTo });
    this.signer.grown(size, true);
    await this.signer.settled();
  }

  /** Ends it and keeps its folder. */
  stop(): void {
    this.tree.close();
  }

  dispose(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
