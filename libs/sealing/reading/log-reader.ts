import { epochOrigin, type LogEpoch } from '#libs/event-sourcing';
import {
  ed25519Signer,
  formatEntries,
  formatProofFile,
  formatVerifierKey,
  type Hash,
  parseTilePath,
  transparencyErrors,
  widthIn,
} from '#libs/transparency';
import { sealingErrors } from '../errors.js';
import type { Heads } from '../heads/heads.js';
import type { RecordedHead } from '../heads/read-checkpoints.js';
import type { LogKeySource } from '../keys/log-key.js';
import type { Epochs } from '../signer/epochs.js';
import type { TreeFile } from '../tree/tree-file.js';

export interface LogReaderOptions {
  readonly heads: Heads;
  readonly epochs: Epochs;
  readonly keys: LogKeySource;
  /** The tree, once there is one. */
  readonly tree: () => TreeFile | undefined;
}

/** What the log shows to whoever asks, in the formats of C2SP. Nothing of it is confidential: leaves hold salted hashes, and no data. */
export class LogReader {
  constructor(private readonly options: LogReaderOptions) {}

  /** The keys that its checkpoints are signed with: a line for each, those of the present name first. */
  async verifierKeys(): Promise<readonly string[]> {
    const epochs = await this.options.epochs.known();
    const keys = this.options.keys.existing() ?? [];
    return [...epochs].reverse().flatMap(({ origin }) => keys.map((key) => formatVerifierKey(ed25519Signer(origin, key).verifier)));
  }

  /** The newest signed head. @throws `sealing.nothingSigned` */
  async latest(): Promise<RecordedHead> {
    const head = this.options.heads.latest(await this.#origin());
    if (head === undefined) throw sealingErrors.error('sealing.nothingSigned');
    return head;
  }

  /** The sizes that were signed in an epoch (default: the present one), ascending. */
  async sizes(epoch?: number): Promise<readonly bigint[]> {
    return this.options.heads.sizes(await this.#origin(epoch));
  }

  /** @throws `sealing.noSuchCheckpoint` */
  async at(size: bigint, epoch?: number): Promise<RecordedHead> {
    const origin = await this.#origin(epoch);
    const head = this.options.heads.at(origin, size);
    if (head === undefined) throw sealingErrors.error('sealing.noSuchCheckpoint', { origin, size: String(size) });
    return head;
  }

  /** The proof of an event (C2SP tlog-proof) under a signed size, by default the newest. @throws `sealing.unknownEvent`, and what proofAt throws */
  async proofOf(eventId: string, size?: bigint): Promise<string> {
    const index = this.options.tree()?.indexOf(eventId);
    if (index === undefined) throw sealingErrors.error('sealing.unknownEvent', { id: eventId });
    return this.proofAt(index, size);
  }

  /** @throws `sealing.unknownIndex`, `sealing.notYetSigned`, `sealing.afterCheckpoint`, `sealing.noSuchCheckpoint`, `sealing.nothingSigned`, `sealing.treeBuilding` */
  async proofAt(index: bigint, size?: bigint): Promise<string> {
    const known = this.options.tree()?.size ?? 0n;
    const { note, checkpoint } = size === undefined ? await this.latest() : await this.at(size);
    if (index >= checkpoint.size) {
      if (index >= known) throw sealingErrors.error('sealing.unknownIndex', { index: String(index) });
      if (size === undefined) throw sealingErrors.error('sealing.notYetSigned', { index: String(index) });
      throw sealingErrors.error('sealing.afterCheckpoint', { index: String(index), size: String(size) });
    }
    return formatProofFile({ index, proof: this.#treeOf(checkpoint.size).tree.inclusionProof(index, checkpoint.size), checkpoint: note });
  }

  /** From one size to a later one; whether they were signed does not matter. @throws `sealing.treeBuilding`, `transparency.sizeOutside` */
  consistency(from: bigint, to: bigint): readonly Hash[] {
    return this.#treeOf(to).tree.consistencyProof(from, to);
  }

  /** A tile by its path (C2SP tlog-tiles), hashes or entries. @throws `transparency.badTilePath`, `transparency.tileOutside` */
  tile(path: string): { readonly bytes: Uint8Array; readonly full: boolean } {
    const { level, index, width } = parseTilePath(path);
    const file = this.options.tree();
    const size = file?.size ?? 0n;
    if (file === undefined || width > widthIn(size, level, index)) {
      throw transparencyErrors.error('transparency.tileOutside', { level, index: String(index), width, size: String(size) });
    }
    const full = width === TILE_WIDTH;
    if (level !== 'entries') return { bytes: file.tree.tile({ level, index, width }), full };
    const entries = file.entries(index * BigInt(TILE_WIDTH), width);
    return { bytes: formatEntries(entries.map(({ leaf }) => Buffer.from(leaf))), full };
  }

  #treeOf(size: bigint): TreeFile {
    const file = this.options.tree();
    if (file === undefined || file.size < size) throw sealingErrors.error('sealing.treeBuilding', { size: String(size) });
    return file;
  }

  /** The log's name in an epoch, default the present one; the heads are read up to now. */
  async #origin(epoch?: number): Promise<string> {
    const { heads, epochs } = this.options;
    const known = await epochs.known();
    await heads.refresh();
    const chosen = epoch === undefined ? known.at(-1) : known.find((one) => one.epoch === epoch);
    return (chosen ?? unknownEpoch(known, epoch)).origin;
  }
}

const TILE_WIDTH = 256;

/** Nothing was signed under a name that never was. */
function unknownEpoch(known: readonly LogEpoch[], epoch = 1): LogEpoch {
  return { epoch, origin: epochOrigin(known[0]?.origin ?? '', epoch), openedBy: '' };
}
