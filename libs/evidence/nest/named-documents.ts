import { Injectable } from '@nestjs/common';
import { type DocumentRef, EvidenceFolder, evidenceErrors } from '#libs/evidence';
import { refusal } from '#libs/http';
import type { Fault } from '#libs/kernel';

/** What an event names must be there to be opened: every document of a person's command is looked up in the evidence store. */
@Injectable()
export class NamedDocuments {
  constructor(private readonly folder: EvidenceFolder) {}

  /** @throws DomainError `evidence.unknown`, `evidence.erased`, one fault for each missing document */
  async demand(command: object): Promise<void> {
    const faults: Fault[] = [];
    for (const { hash, where } of documentsIn(command, '')) {
      if (await this.folder.has(hash)) continue;
      const code = this.folder.isErased(hash) ? 'evidence.erased' : 'evidence.unknown';
      faults.push(evidenceErrors.fault(code, { hash }, `${where}.hash`));
    }
    if (faults.length > 0) throw refusal(faults);
  }
}

function documentsIn(value: unknown, where: string): { hash: string; where: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('title' in value && 'hash' in value) return [{ hash: (value as DocumentRef).hash, where }];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (Array.isArray(value)) return documentsIn(inner, `${where}[${key}]`);
    return documentsIn(inner, where === '' ? key : `${where}.${key}`);
  });
}
