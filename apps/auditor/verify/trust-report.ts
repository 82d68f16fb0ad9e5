import { keyIdText, type TrustPolicy } from '#libs/transparency';
import type { HeadsChecked } from './heads.js';

/** On whose word a bundle's checkpoint rests. */
export interface TrustReport {
  /** Whether a trust file was given at all. */
  readonly policy: boolean;
  /** Whether the checkpoint satisfies it. */
  readonly accepted: boolean;
  /** `name+keyId` of the trusted logs that have signed. */
  readonly logs: readonly string[];
  /** Trusted witnesses that have cosigned, and when by their own clocks. */
  readonly witnesses: readonly { readonly name: string; readonly at: string }[];
  /** Signatures of keys that the trust file does not name: they say nothing. */
  readonly unknownSignatures: number;
}

export function trustReport(policy: TrustPolicy | undefined, { verdict }: HeadsChecked): TrustReport {
  return {
    policy: policy !== undefined,
    accepted: verdict !== undefined,
    logs: (verdict?.logs ?? []).map(({ verifier: { name, keyId } }) => `${name}+${keyIdText(keyId)}`),
    witnesses: (verdict?.witnesses ?? []).map(({ witness: { name }, time }) => ({ name, at: instant(time) })),
    unknownSignatures: verdict?.note.unknown.length ?? 0,
  };
}

/** POSIX seconds as an instant; beyond what a date can be, as they stand. */
function instant(seconds: bigint): string {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? String(seconds) : at.toISOString();
}
