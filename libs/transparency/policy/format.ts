import { formatVerifierKey } from '../notes/verifier.js';
import type { QuorumPart, TrustPolicy } from './policy.js';

/** A policy as a trust file, every name behind its definition. Names, keys and addresses have no spaces: parsePolicy gives none that has. */
export function formatPolicy({ logs, witnesses, quorum }: TrustPolicy): string {
  const words: string[][] = [
    ...logs.map(({ verifier, url }) => ['log', formatVerifierKey(verifier), url ?? '']),
    ...witnesses.map(({ name, verifier, url }) => ['witness', name, formatVerifierKey(verifier), url ?? '']),
    ...(quorum === 'none' ? [] : groupsOf(quorum)),
    ['quorum', quorum === 'none' ? quorum : quorum.name],
  ];
  return words.map((line) => `${line.join(' ').trimEnd()}\n`).join('');
}

function groupsOf(part: QuorumPart): string[][] {
  if (part.kind === 'witness') return [];
  const { name, threshold, members } = part;
  return [...members.flatMap(groupsOf), ['group', name, String(threshold), ...members.map((member) => member.name)]];
}
