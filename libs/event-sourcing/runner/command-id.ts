import { type Caller, canonicalJson, deriveId, hmacSha256, streamName } from '#libs/kernel';

/** What makes two commands the same command. */
export interface CommandIdentity {
  readonly ledgerId: string;
  /** Account of the caller. */
  readonly account: string;
  /** The caller's Idempotency-Key. */
  readonly key: string;
  /** The target stream's name; for a creating command the command's type. */
  readonly target: string;
}

/** The id of a command: UUIDv5(ledgerId, caller, key, target) (DESIGN §5). */
export function commandIdOf({ ledgerId, account, key, target }: CommandIdentity): string {
  return deriveId(ledgerId, account, key, target);
}

/** Where a command goes, and under which ids. */
export interface CommandAddress {
  readonly commandId: string;
  /** What the command's id and input hash are made over: the stream's name; for a creating command the command's type. */
  readonly target: string;
  /** The stream's id. */
  readonly id: string;
  readonly stream: string;
}

/** The address of a command to a stream of a category; a creating command has no id yet. Whoever prepares a command may need it before it is run. */
export function addressOf(
  ledgerId: string,
  category: string,
  request: { readonly id?: string; readonly caller: Caller; readonly key: string; readonly command: { readonly type: string } },
): CommandAddress {
  const target = request.id === undefined ? request.command.type : streamName(category, request.id);
  const commandId = commandIdOf({ ledgerId, account: request.caller.account, key: request.key, target });
  const id = request.id ?? deriveId(commandId, category);
  return { commandId, target, id, stream: streamName(category, id) };
}

/** HMAC(ledger's input key, canonical input), by which a reused key is told from a repetition. @throws TypeError where the command is not canonical JSON. */
export function inputHashOf(inputKey: string, target: string, command: unknown): string {
  return hmacSha256(inputKey, canonicalJson({ target, command }));
}

/** The id of the n-th event (from 0) that a command appends to a stream. */
export function eventIdOf(commandId: string, stream: string, n: number): string {
  return deriveId(commandId, stream, n);
}
