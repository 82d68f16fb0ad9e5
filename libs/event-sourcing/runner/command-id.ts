import { canonicalJson, deriveId, hmacSha256 } from '#libs/kernel';

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

/** HMAC(ledger's input key, canonical input), by which a reused key is told from a repetition. @throws TypeError where the command is not canonical JSON. */
export function inputHashOf(inputKey: string, target: string, command: unknown): string {
  return hmacSha256(inputKey, canonicalJson({ target, command }));
}

/** The id of the n-th event (from 0) that a command appends to a stream. */
export function eventIdOf(commandId: string, stream: string, n: number): string {
  return deriveId(commandId, stream, n);
}
