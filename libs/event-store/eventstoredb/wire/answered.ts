import type { Position } from '../../port.js';
import { Fields, NOTHING } from './fields.js';
import { streams } from './stubs.js';
import { idIn } from './uuid.js';

/** An append was written: where its last event is said to stand. */
export class Written {
  constructor(
    readonly correlationId: string,
    readonly position: Position,
  ) {}
}

/** Fields of `BatchAppendResp`, of its `Success`, and of a position. */
const [CORRELATION, ERROR, SUCCESS, POSITION, NO_POSITION, COMMIT] = [1, 2, 3, 3, 4, 1];

/**
 * Reads the answer to an append (`event_store.client.streams.BatchAppendResp`): a success here, because most of them are, everything else by the generated class.
 * @throws GarbledMessageError, or what the generated class throws
 */
export function answered(bytes: Buffer): Written | streams.BatchAppendResp {
  return writtenIn(bytes) ?? streams.BatchAppendResp.deserializeBinary(bytes);
}

function writtenIn(bytes: Buffer): Written | undefined {
  let [id, success] = [NOTHING, NOTHING];
  for (const fields = new Fields(bytes); fields.next();) {
    if (fields.field === CORRELATION) id = idIn(bytes, fields.span());
    else if (fields.field === SUCCESS) success = fields.span();
    else if (fields.field === ERROR) return undefined;
    else fields.skip();
  }
  let position: Position | undefined;
  for (const fields = new Fields(bytes, success); fields.next();) {
    if (fields.field === POSITION) {
      position = '0';
      for (const numbers = new Fields(bytes, fields.span()); numbers.next();) {
        if (numbers.field === COMMIT) position = numbers.uint64();
        else numbers.skip();
      }
    } else {
      fields.skip();
      if (fields.field === NO_POSITION) position = undefined;
    }
  }
  return position === undefined ? undefined : new Written(bytes.toString('utf8', id.from, id.to), position);
}
