import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ERASURE_ID, erasedIn, erasureDecider } from '#libs/erasure';
import {
  CommandRunner,
  defaultBackoff,
  delayOf,
  EventRegistry,
  type FollowerStatus,
  followLog,
  Ledger,
  type LogEntry,
  type LogFollower,
} from '#libs/event-sourcing';
import { EventStoreToken } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { EvidenceFolder } from '#libs/evidence';
import { streamName } from '#libs/kernel';

const STREAM = streamName(erasureDecider.category, ERASURE_ID);

/**
 * Destroys, on this node, every key that the ledger says is erased: before the node serves anybody (a node may have died between event and key, or an old back-up of the
 * keys been put back), and whenever the log brings an erasure, by whichever node. Doing it again changes nothing, so that any number of nodes may share the keys.
 */
@Injectable()
export class KeyDestruction implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  readonly #backoff = defaultBackoff();
  readonly #done = new Set<string>();
  #follower: LogFollower | undefined;
  #trouble: string | undefined;

  constructor(
    private readonly runner: CommandRunner,
    private readonly ledger: Ledger,
    private readonly folder: EvidenceFolder,
    private readonly registry: EventRegistry,
    @Inject(EventStoreToken) private readonly store: EventStore,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.carryOut();
    this.#follower = followLog({
      store: this.store,
      registry: this.registry,
      from: this.ledger.end,
      signal: this.#stop.signal,
      apply: (entries) => this.#follow(entries),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#follower?.done;
  }

  /** How it stands, for health. */
  get status(): (FollowerStatus & { readonly trouble?: string }) | undefined {
    return this.#follower && { ...this.#follower.status, ...(this.#trouble === undefined ? {} : { trouble: this.#trouble }) };
  }

  /** Destroys what stands in the ledger as erased, now. @throws what the folders of keys and evidence throw */
  async carryOut(): Promise<void> {
    const { state } = await this.runner.load(erasureDecider, ERASURE_ID);
    const { subjects, files } = erasedIn(state);
    for (const [subject, event] of subjects) {
      if (!this.#done.has(event)) this.ledger.keys.subjects.destroy(subject);
      this.#done.add(event);
    }
    for (const [hash, event] of files) {
      if (!this.#done.has(event)) await this.folder.erase(hash);
      this.#done.add(event);
    }
  }

  /** A folder that can't be reached now is tried again until it can: an erasure is never given up. */
  async #follow(entries: readonly LogEntry[]): Promise<void> {
    if (!entries.some(({ event }) => event.stream === STREAM)) return;
    for (let tried = 1; !this.#stop.signal.aborted; tried++) {
      try {
        await this.carryOut();
        this.#trouble = undefined;
        return;
      } catch (error) {
        this.#trouble = error instanceof Error ? error.message : String(error);
        await this.#backoff.sleep(delayOf(this.#backoff, tried), this.#stop.signal);
      }
    }
  }
}
