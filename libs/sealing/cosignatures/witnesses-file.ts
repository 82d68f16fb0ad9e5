import { readFileSync } from 'node:fs';
import { DomainError } from '#libs/kernel';
import { parsePolicy, type TrustedWitness, type TrustPolicy } from '#libs/transparency';
import { cosignatureErrors } from './errors.js';

/** A witness that is asked: its line in the file has an address. */
export interface AskedWitness extends TrustedWitness {
  readonly url: string;
}

export interface Witnesses {
  /** The whole file, by which the ledger itself may judge which of its checkpoints are witnessed enough. */
  readonly policy: TrustPolicy;
  readonly asked: readonly AskedWitness[];
}

/** Reads WITNESSES: a trust file (C2SP tlog-policy) in which the witnesses to be asked have their submission prefix as URL. @throws `sealing.witnessesFile` */
export function readWitnesses(path: string): Witnesses {
  const refuse = (reason: string): Error => cosignatureErrors.error('sealing.witnessesFile', { path, reason });
  const policy = policyOf(path, refuse);
  const asked = policy.witnesses.filter((one): one is AskedWitness => one.url !== undefined);
  const odd = asked.find(({ url }) => !isAddress(url));
  if (odd) throw refuse(`见证方「${odd.name}」的网址应以 http:// 或 https:// 开头，不含用户名、查询和片段`);
  return { policy, asked };
}

function policyOf(path: string, refuse: (reason: string) => Error): TrustPolicy {
  try {
    return parsePolicy(readFileSync(path));
  } catch (error) {
    if (error instanceof DomainError) throw refuse(error.message);
    throw refuse(`读取不了（${(error as NodeJS.ErrnoException).code ?? ''}）`);
  }
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username + password + search + hash === '';
}
