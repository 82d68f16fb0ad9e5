import path from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { openLedger, sampleKeys, SimulatedClock } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { EvidenceFolder } from '#libs/evidence';
import { deriveId } from '#libs/kernel';
import { jurisdiction, SAMPLE_START } from '#libs/sample-city';
import { AppModule } from '../../apps/api/app.module.js';
import { allEvents } from '../../apps/api/composition.js';

const NAMESPACE = '6f1f6a3e-63b5-5d56-8f5b-6d5e5b0f3c11';

export interface AppSetting {
  readonly folder: string;
  readonly sample: boolean;
  /** A sample's clock stands still until a loader lets it go. */
  readonly standing?: boolean;
}

/** The whole application over a store that the test made, with keys and ids that are always the same; nobody listens at a door. */
export async function appOver(store: EventStore, { folder, sample, standing = false }: AppSetting): Promise<INestApplication> {
  const registry = allEvents();
  const ledger = await openLedger(store, {
    registry,
    jurisdiction: jurisdiction.name,
    logOrigin: () => 'parkledger-test',
    sample,
    keys: sampleKeys('test'),
    newLedgerId: () => deriveId(NAMESPACE, 'ledger'),
    sampleStart: SAMPLE_START,
    frozen: standing,
    clock: new SimulatedClock('2026-01-01T00:00:00.000Z'),
  });
  const sheets = await EvidenceFolder.open(path.join(folder, 'sheets'), { durable: false });
  const evidenceDir = path.join(folder, 'evidence');
  const application = AppModule.over({ store, ledger, registry, dataDir: folder, evidenceDir, readyLag: 1000, sheets });
  const module = await Test.createTestingModule({ imports: [application] }).compile();
  return module.createNestApplication({ logger: false }).init();
}
