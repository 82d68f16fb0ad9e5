import { transparencyErrors } from '../errors.js';
import { COSIGNATURE_V1 } from '../notes/algorithms.js';
import type { NoteSigner } from '../notes/sign.js';
import type { SigningKey } from '../notes/signing-key.js';
import { verifierOf } from '../notes/verifier.js';
import type { VerifiedSignature } from '../notes/verify.js';
import { cosignedMessage, joinTimestamped, splitTimestamped, TIME_LIMIT } from './cosigned-message.js';

/**
 * Signs checkpoints as a witness (type 0x04), as seen at `time` (POSIX seconds). A key must serve one witness name only: the signed message does not have the name.
 * @throws `transparency.badTime`, `transparency.badVerifierKey`
 */
export function cosigner(name: string, key: SigningKey, time: bigint): NoteSigner {
  if (time <= 0n || time >= TIME_LIMIT) throw transparencyErrors.error('transparency.badTime', { time: String(time) });
  return {
    verifier: verifierOf(name, COSIGNATURE_V1, key.publicKey),
    sign: (text) => joinTimestamped(time, key.sign(cosignedMessage(text, time))),
  };
}

/** When a witness saw the checkpoint, by its own clock, in POSIX seconds; nothing for a signature that has no time. */
export function cosignedAt({ verifier, signature }: VerifiedSignature): bigint | undefined {
  return verifier.type === COSIGNATURE_V1 ? splitTimestamped(signature)?.time : undefined;
}
