import type { DocumentFormat } from '../kinds.js';
import type { DocumentModel } from '../model.js';
import { toCsv } from './csv.js';
import { toPdf } from './pdf.js';
import { toXlsx } from './xlsx.js';

/** The document's bytes in a format: always the same for the same document. */
export async function renderDocument(model: DocumentModel, format: DocumentFormat): Promise<Uint8Array> {
  switch (format) {
    case 'pdf':
      return toPdf(model);
    case 'xlsx':
      return toXlsx(model);
    case 'csv':
      return toCsv(model);
  }
}

/** What the thread is asked, and what it answers. */
export interface RenderJob {
  readonly model: DocumentModel;
  readonly format: DocumentFormat;
}
export type Rendered = { readonly bytes: Uint8Array } | { readonly error: string };
