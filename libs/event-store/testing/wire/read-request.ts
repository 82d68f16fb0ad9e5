import { streamName } from './ids.js';
import { type EventFilter, eventFilter } from './event-filter.js';
import { RpcFailure, handlerFailure } from './rpc-failure.js';
import { streams } from './stubs.js';

/** What a client asks to read. */
export type ReadRequest =
  | {
      readonly kind: 'readStream';
      readonly stream: string;
      readonly from: From;
      readonly backwards: boolean;
      readonly count: number;
      /** Whether the answer ends by telling the stream's last revision (since version 1 of the protocol). */
      readonly tellsEnd: boolean;
    }
  | { readonly kind: 'readAll'; readonly from: From; readonly backwards: boolean; readonly count: number }
  | { readonly kind: 'subscribeToStream'; readonly stream: string; readonly from: From }
  | { readonly kind: 'subscribeToAll'; readonly from: From; readonly filter: EventFilter | undefined };

/** A revision, or a position in the log. */
export type From = 'start' | 'end' | number;

/** @throws RpcFailure for what the server does not take */
export function readRequest(message: streams.ReadReq): ReadRequest {
  const options = message.getOptions();
  if (!options) throw handlerFailure();
  const stream = options.getStream();
  const filter = options.getFilter();
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  if (options.hasSubscription()) {
    if (stream) return { kind: 'subscribeToStream', stream: streamName(stream.getStreamIdentifier()), from: fromRevision(stream) };
    return { kind: 'subscribeToAll', from: fromPosition(options.getAll()), filter: filter && eventFilter(filter) };
  }
  if (filter) throw new RpcFailure({ code: 'UNIMPLEMENTED', details: 'filtered reads of $all' });
  const count = Number(options.getCount());
  if (stream) {
    const tellsEnd = (options.getControlOption()?.getCompatibility() ?? 0) >= 1;
    return { kind: 'readStream', stream: streamName(stream.getStreamIdentifier()), from: fromRevision(stream), backwards, count, tellsEnd };
  }
  return { kind: 'readAll', from: fromPosition(options.getAll()), backwards, count };
}

function fromRevision(stream: streams.ReadReq.Options.StreamOptions): From {
  if (stream.hasStart()) return 'start';
  return stream.hasEnd() ? 'end' : Number(stream.getRevision());
}

function fromPosition(all: streams.ReadReq.Options.AllOptions | undefined): From {
  const position = all?.getPosition();
  if (!position) return all?.hasEnd() ? 'end' : 'start';
  const commit = Number(position.getCommitPosition());
  // No record of the log is split, so the commit position alone tells the place; a later prepare than commit is refused.
  if (commit < Number(position.getPreparePosition())) throw handlerFailure();
  return commit;
}
