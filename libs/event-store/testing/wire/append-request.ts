import type { ExpectedRevision, ProposedEvent } from '../log/record.js';
import { streamName, uuidOf } from './ids.js';
import type { shared, streams } from './stubs.js';

/** Data bytes of a whole append that the server takes by default. */
export const MAX_APPEND_SIZE = 1_048_576;

/** An append as it came, message by message. */
export class AppendRequest {
  readonly events: ProposedEvent[] = [];
  /** Bytes of data; metadata and types are not counted. */
  size = 0;
  /** Why the server does not take it: an event without a type or with an id that is none. */
  bad: string | undefined;

  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
  ) {
    if (stream === '') this.bad = 'Empty stream name';
  }

  add(message: streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage): void {
    const id = uuidOf(message.getId());
    const metadata = message.getMetadataMap();
    const type = metadata.get('type') ?? '';
    if (id === undefined || type === '') {
      this.bad = 'Empty eventId or eventType provided.';
      return;
    }
    const data = message.getData_asU8();
    this.size += data.length;
    this.events.push({
      id,
      type,
      isJson: metadata.get('content-type') === 'application/json',
      data,
      metadata: message.getCustomMetadata_asU8(),
    });
  }

  get tooLarge(): boolean {
    return this.size > MAX_APPEND_SIZE;
  }
}

export function appendRequest(options: streams.AppendReq.Options | undefined): AppendRequest {
  const revision = options?.hasRevision() ? Number(options.getRevision()) : undefined;
  return new AppendRequest(streamName(options?.getStreamIdentifier()), expectedRevision(options, revision));
}

export function batchAppendRequest(options: streams.BatchAppendReq.Options): AppendRequest {
  const revision = options.hasStreamPosition() ? Number(options.getStreamPosition()) : undefined;
  return new AppendRequest(streamName(options.getStreamIdentifier()), expectedRevision(options, revision));
}

interface ExpectedOptions {
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
  getStreamIdentifier(): shared.StreamIdentifier | undefined;
}

export function expectedRevision(options: ExpectedOptions | undefined, revision: number | undefined): ExpectedRevision {
  if (revision !== undefined) return revision;
  if (options?.hasNoStream()) return 'noStream';
  return options?.hasStreamExists() ? 'streamExists' : 'any';
}
