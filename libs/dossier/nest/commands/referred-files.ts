import type { DeliveredFact, DossierCommandInput } from '#libs/dossier';

/** Hashes of every file that a command refers to: sources of lines and documents. Lines are as delivered, so anything may stand there. */
export function referredFiles(command: DossierCommandInput): string[] {
  const found: unknown[] = [];
  for (const { lines, documents } of deliveredIn(command)) {
    for (const line of lines) found.push((line as { source?: { hash?: unknown } } | null)?.source?.hash);
    for (const document of documents ?? []) found.push(document.hash);
  }
  if (command.type === 'ExplainChange' || command.type === 'RequestCorrection') {
    for (const document of command.documents ?? []) found.push(document.hash);
  }
  if ('document' in command) found.push(command.document?.hash);
  if ('commitment' in command) found.push(command.commitment?.hash);
  return [...new Set(found.filter((hash) => typeof hash === 'string'))];
}

/** The facts that a command delivers: their lines are as they came. */
export function deliveredIn(command: DossierCommandInput): readonly DeliveredFact[] {
  switch (command.type) {
    case 'SubmitFact':
    case 'CorrectFact':
      return [command];
    case 'DeliverFacts':
      return command.facts;
    default:
      return [];
  }
}

/** Stays that a delivered roster states, as far as they can be read; whether they are right is for the decision. */
export function deliveredStays(lines: readonly unknown[]): { uscc: string; from: string; to: string | null }[] {
  return lines.flatMap((line) => {
    const { uscc, from, to } = (line ?? {}) as Record<string, unknown>;
    const known = typeof uscc === 'string' && typeof from === 'string' && (to === null || typeof to === 'string');
    return known ? [{ uscc, from, to }] : [];
  });
}
