import { Injectable } from '@nestjs/common';
import { type DocumentRef, EvidenceFolder, evidenceErrors } from '#libs/evidence';
import { refusal } from '#libs/http';
import type { Fault } from '#libs/kernel';

/** Every document that a command refers to must be in the evidence store: what an event names can be opened for ever. */
@Injectable()
export class Documents {
  constructor(private readonly folder: EvidenceFolder) {}

  /** @throws `evidence.unknown`, each missing document as a fault with its place in the command. */
  async demandAll(command: object): Promise<void> {
    const faults: Fault[] = [];
    for (const { document, where } of documentsIn(command, '')) {
      if (await this.folder.has(document.hash)) continue;
      faults.push(evidenceErrors.fault('evidence.unknown', { hash: document.hash }, `${where}.hash`));
    }
    if (faults.length > 0) throw refusal(faults);
  }
}

function documentsIn(value: unknown, where: string): { document: DocumentRef; where: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isDocument(value)) return [{ document: value, where }];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = Array.isArray(value) ? `${where}[${key}]` : where === '' ? key : `${where}.${key}`;
    return documentsIn(inner, place);
  });
}

function isDocument(value: object): value is DocumentRef {
  return 'hash' in value && typeof value.hash === 'string' && 'title' in value;
}
