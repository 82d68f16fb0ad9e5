import path from 'node:path';
import {
  type AddCheckpoint,
  decideAddCheckpoint,
  formatCosignatures,
  formatHeldSize,
  formatNote,
  type NoteVerifier,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  signatureOf,
  SIZE_CONTENT_TYPE,
  verifyNote,
  withCosignatures,
  type WitnessedLogs,
  type WitnessRefusal,
} from '#libs/transparency';
import { type Answer, plain, refused } from './answer.js';
import { witnessErrors } from './errors.js';
import { type HeldCheckpoint, HeldCheckpoints, originHash } from './held-checkpoints.js';
import type { Identity } from './identity.js';
import { RefusedRequests } from './refused-requests.js';

/** What a witness says to the people who run it. */
export interface Report {
  tell(line: string): void;
  /** Something that somebody must look at. */
  warn(line: string): void;
}

export interface WitnessParts {
  readonly identity: Identity;
  readonly logs: WitnessedLogs;
  readonly dataDir: string;
  readonly heldDir: string;
  /** POSIX seconds. */
  readonly now: () => bigint;
  readonly report: Report;
}

type Held = Map<string, HeldCheckpoint>;

/**
 * A witness (C2SP tlog-witness): cosigns a checkpoint only if it continues the one that it cosigned last for that log. Requests are taken one after the other: each sees what
 * the one before it has stored. What is on the disk is what counts; after a failed write it is read again.
 */
export class Witness {
  readonly #files: HeldCheckpoints;
  readonly #refused: RefusedRequests;
  readonly #own: NoteVerifier;
  #turn: Promise<unknown> = Promise.resolve();
  #held: Held | undefined;
  #writable = true;

  constructor(private readonly parts: WitnessParts) {
    this.#own = parts.identity.signerAt(1n).verifier;
    this.#files = new HeldCheckpoints(parts.heldDir, parts.logs, this.#own);
    this.#refused = new RefusedRequests(path.join(parts.dataDir, 'refused'));
  }

  /** Whether the last write has reached the disk. */
  get writable(): boolean {
    return this.#writable;
  }

  /** What it holds of each log. @throws `witness.stateDamaged` */
  async held(): Promise<ReadonlyMap<string, HeldCheckpoint>> {
    return this.#inTurn(() => this.#read());
  }

  /** The last checkpoint that it has cosigned for a log, with the log's signature and its own. @throws `witness.stateDamaged` */
  async checkpointOf(hash: string): Promise<Answer> {
    const found = [...(await this.held()).values()].find(({ origin, cosigned }) => cosigned && originHash(origin) === hash);
    return found ? plain(200, found.note) : refused(404, witnessErrors.error('witness.noCheckpoint'));
  }

  /** Answers a request to cosign. @throws `witness.stateDamaged` */
  async addCheckpoint(body: Uint8Array): Promise<Answer> {
    return this.#inTurn(async () => {
      const held = await this.#read();
      const decision = decideAddCheckpoint(held, this.parts.logs, body);
      if (decision.status !== 200) return this.#refuse(decision, held, body);
      try {
        return await this.#cosign(held, parseAddCheckpoint(body));
      } catch (error) {
        this.#held = undefined;
        this.#writable = false;
        this.parts.report.warn(`联署记录没有写成，未予联署：${error instanceof Error ? error.message : String(error)}`);
        return refused(503, witnessErrors.error('witness.notStored'));
      }
    });
  }

  /** Stores, then signs, then answers: a crash between two of these leaves a witness that knows more than it has said, never less. */
  async #cosign(held: Held, { checkpoint }: AddCheckpoint): Promise<Answer> {
    const { origin, size, root } = parseCheckpoint(parseNote(checkpoint).text);
    const { text, verified } = verifyNote(checkpoint, this.parts.logs.get(origin) ?? []);
    const byLog = verified.map(({ verifier: { name, keyId }, signature }) => ({ name, keyId, signature }));
    const note = formatNote({ text, signatures: byLog });
    await this.#files.store(origin, note);
    const cosignature = formatCosignatures([signatureOf(text, this.parts.identity.signerAt(this.parts.now()))]);
    const cosigned = withCosignatures(note, cosignature, [this.#own]);
    await this.#files.store(origin, cosigned);
    this.#writable = true;
    const before = held.get(origin)?.size ?? 0n;
    held.set(origin, { origin, size, root, note: cosigned, cosigned: true });
    this.parts.report.tell(`已联署：日志「${origin}」，由 ${before} 条到 ${size} 条`);
    return plain(200, cosignature);
  }

  async #refuse(refusal: WitnessRefusal, held: Held, body: Uint8Array): Promise<Answer> {
    if (refusal.status === 422 || refusal.status === 409) await this.#keepContradiction(refusal, held, body);
    if (refusal.status === 409) return { status: 409, type: SIZE_CONTENT_TYPE, body: formatHeldSize(refusal.held) };
    return refused(refusal.status, refusal.error);
  }

  /** Another old size is an everyday thing, unless the log has signed another root for the very size that is held. */
  async #keepContradiction({ status }: WitnessRefusal, held: Held, body: Uint8Array): Promise<void> {
    const { checkpoint } = parseAddCheckpoint(body);
    const { text } = parseNote(checkpoint);
    const { origin, size, root } = parseCheckpoint(text);
    const last = held.get(origin);
    const otherRoot = last !== undefined && last.size === size && Buffer.compare(last.root, root) !== 0;
    if (status === 409 && !otherRoot) return;
    const kept = await this.#refused.keep(text, body).catch(() => 'full' as const);
    if (kept === 'known') return;
    const what = otherRoot
      ? `日志「${origin}」为同样的 ${size} 条记录签了两个不同的根哈希，历史被改写`
      : `日志「${origin}」没能证明 ${size} 条记录是所持 ${last?.size ?? 0n} 条的延续`;
    this.parts.report.warn(`未予联署：${what}；${kept === 'full' ? '留存不了这一请求' : `请求已留存于 ${kept.file}`}`);
  }

  async #read(): Promise<Held> {
    this.#held ??= new Map((await this.#files.all()).map((one) => [one.origin, one]));
    return this.#held;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
