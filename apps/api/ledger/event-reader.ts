import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '#libs/event-store';
import { EventRegistry, ReadModels, type ReadAnswer } from '#libs/event-sourcing';
import { EventStoreToken } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { Inject } from '@nestjs/common';
import type { ReadAt } from '#libs/http';
import { ledgerRouteErrors as errors } from './errors.js';

/** An event as an auditor reads it: where it stands, what it says, who said it and when. */
export interface EventView {
  readonly index: number;
  readonly effectiveAt: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

interface Place {
  readonly index: number;
  readonly stream: string;
  readonly revision: number;
  readonly effectiveAt: string;
}

const PLACE = 'SELECT idx AS "index", stream, revision, effective_at AS effectiveAt FROM event_log';

/** The raw log for who may see it: a stream as of any moment, a page of the log, a single event. Events come from the store, their places from the read model. */
@Injectable()
export class EventReader {
  constructor(
    @Inject(EventStoreToken) private readonly store: EventStore,
    private readonly registry: EventRegistry,
    private readonly reads: ReadModels,
  ) {}

  /** @throws `ledger.streamUnknown` */
  async stream(stream: string, at: ReadAt): Promise<ReadAnswer<EventView[]>> {
    const places = await this.reads.query(
      (db, index) => db.all<Place>(`${PLACE} WHERE stream = ? AND idx <= ? ORDER BY revision`, stream, index),
      at,
    );
    if (places.value.length === 0) throw errors.error('ledger.streamUnknown', { stream });
    const views: EventView[] = [];
    for await (const page of this.store.readStream(stream, { maxCount: places.value.length })) {
      for (const event of page) views.push(this.view(event, places.value[event.revision] as Place));
    }
    return { ...places, value: views };
  }

  /** Events of the log from an index on. */
  async log(from: number, limit: number, at: ReadAt): Promise<ReadAnswer<EventView[]>> {
    const places = await this.reads.query(
      (db, index) => db.all<Place>(`${PLACE} WHERE idx >= ? AND idx <= ? ORDER BY idx LIMIT ?`, from, index, limit),
      at,
    );
    return { ...places, value: await Promise.all(places.value.map((place) => this.at(place))) };
  }

  /** @throws `ledger.eventUnknown` */
  async event(id: string, at: ReadAt): Promise<ReadAnswer<EventView>> {
    const found = await this.reads.query((db, index) => db.all<Place>(`${PLACE} WHERE event_id = ? AND idx <= ?`, id, index), at);
    const [place] = found.value;
    if (!place) throw errors.error('ledger.eventUnknown', { id });
    return { ...found, value: await this.at(place) };
  }

  private async at(place: Place): Promise<EventView> {
    for await (const page of this.store.readStream(place.stream, { from: place.revision, maxCount: 1 })) {
      if (page[0]) return this.view(page[0], place);
    }
    throw new Error(`the store lacks ${place.stream}@${place.revision}`);
  }

  private view(stored: StoredEvent, { index, effectiveAt }: Place): EventView {
    const { stream, revision, id, type, data, metadata } = this.registry.parse(stored);
    return { index, effectiveAt, stream, revision, id, type, data, metadata };
  }
}
