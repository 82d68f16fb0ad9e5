import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { errorCatalogue } from '#libs/kernel';
// Codes of what operators' and auditors' programs find: the server knows nothing of them.
import '#libs/verification';
import '../../operator/backup/errors.js';
import '../../auditor/errors.js';
import { eventTables } from '../composition.js';
import { apiDocument, startServer } from '../server.js';
import { apiPage } from './api-page.js';
import { cataloguePage } from './catalogue-page.js';

/** The generated pages by their paths within the project. */
export async function generatedPages(): Promise<Readonly<Record<string, string>>> {
  const document = await describedApi();
  return { 'docs/catalogue.md': cataloguePage(eventTables, errorCatalogue()), 'docs/api.md': apiPage(document) };
}

/** The OpenAPI document of the running application: of an empty ledger in a folder that is gone afterwards. */
async function describedApi(): Promise<OpenAPIObject> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'parkledger-catalogue-'));
  try {
    const sample = { kind: 'sample', jurisdiction: '示例市', seed: 'catalogue', start: '2024-01-01T00:00:00.000Z' } as const;
    const server = await startServer({ dataDir, port: 0, ledger: sample });
    try {
      return apiDocument(server.app, false);
    } finally {
      await server.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
