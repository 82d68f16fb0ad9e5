/** One place where an event does not fit its schema: a JSON pointer into the payload and what is wrong there. */
export interface SchemaFault {
  readonly path: string;
  readonly message: string;
}

/** A decider made an event that its own schema refuses (or the store holds one): a mistake of the program, never of a caller. Nothing was written. */
export class EventSchemaError extends Error {
  override readonly name = 'EventSchemaError';
  constructor(
    readonly type: string,
    readonly faults: readonly SchemaFault[],
  ) {
    super(`${type} does not fit its schema: ${faults.map((fault) => `${fault.path || '/'} ${fault.message}`).join('; ')}`);
  }
}

/** The log holds an event type, or a version of one, that this program does not know. It is never skipped: whoever reads stops. */
export class UnknownEventTypeError extends Error {
  override readonly name = 'UnknownEventTypeError';
  constructor(
    readonly type: string,
    readonly stream: string,
    readonly revision: number,
    readonly version?: number,
  ) {
    super(`unknown event type ${type}${version === undefined ? '' : ` in version ${version}`} at revision ${revision} of ${stream}`);
  }
}
