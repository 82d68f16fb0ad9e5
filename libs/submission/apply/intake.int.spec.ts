import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Decider, defineEvent, type DomainEvent, type Process } from '#libs/event-sourcing';
import { startProcess } from '#libs/event-sourcing/sqlite';
import { type TestLedger, testLedger } from '#libs/event-sourcing/testing';
import { evidenceErrors } from '#libs/evidence';
import { DomainError } from '#libs/kernel';
import { Type } from '@sinclair/typebox';
import * as s from '../testing/submissions.js';
import { submissionDecider, submissionEvents } from '../stream/index.js';
import { type ApplySubmission, intake } from './index.js';

const PARKS = 12;
const Applied = defineEvent('Applied', { about: 'a dossier got its part', schema: Type.Object({}) });
/** Dossiers that take everything but the parts of three parks: one is closed, of one the file was erased, of one it is damaged. */
const refusals: Readonly<Record<string, DomainError>> = {
  P3_2023: new DomainError('dossier.closed', 'conflict', '档案已关闭', ''),
  P5_2023: evidenceErrors.error('evidence.erased', { hash: s.hashOf('a') }),
  P7_2023: evidenceErrors.error('evidence.corrupted', { hash: s.hashOf('a') }),
};
const dossier: Decider<null, ApplySubmission, DomainEvent<'Applied'>> = {
  category: 'dossier',
  initial: null,
  evolve: () => null,
  decide(_command, _state, { id }) {
    const refusal = refusals[id];
    if (refusal) throw refusal;
    return [{ type: 'Applied', data: {} }];
  },
};

describe('The intake of a submission on several nodes', () => {
  let root: string;
  let test: TestLedger;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'parkledger-intake-'));
    test = await testLedger([submissionEvents, { Applied }]);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const start = (folder: string) =>
    startProcess({
      process: intake as Process<(typeof intake)['initial'], ApplySubmission>,
      store: test.store,
      registry: test.registry,
      runner: test.runner,
      ledgerId: test.ledger.ledgerId,
      folder: join(root, folder),
      tries: 1,
      dispatch: ({ category, id, command }, envelope) =>
        category === 'submission'
          ? test.runner.execute({
              decider: submissionDecider,
              id,
              command: command as never,
              ...envelope,
              extra: () => Promise.resolve({}),
            })
          : test.runner.execute({ decider: dossier, id, command, ...envelope }),
    });

  const items = Array.from({ length: PARKS }, (_, i) => ({
    park: `P${i + 1}`,
    year: 2023,
    facts: [{ metric: 'taxPaid', act: 'submit' as const }],
  }));
  const accept = async (): Promise<string> => {
    const send = (command: object, key: string, extra: object) =>
      test.runner.execute({
        decider: submissionDecider,
        id: 'S1',
        command: command as never,
        caller: s.taxClerk,
        key,
        extra: () => Promise.resolve(extra),
      });
    await send(s.receiveTax, 'received', { reading: s.reading });
    return (await send({ type: 'AcceptSubmission' }, 'accepted', { preview: { ...s.preview, items } })).position ?? '';
  };
  const typesIn = async (): Promise<string[]> => {
    const types: string[] = [];
    for await (const page of test.store.readAll()) types.push(...page.map(({ type, stream }) => (type === 'Applied' ? stream : type)));
    return types;
  };

  it('has one effect in each dossier, one outcome where there is none, and one record, also where a third one starts without a file afterwards', async () => {
    const nodes = await Promise.all([start('one'), start('two')]);
    await accept();
    const through = async (): Promise<boolean> => (await typesIn()).includes('SubmissionApplied');
    while (!(await through())) await Promise.all(nodes.map(async (node) => node.settled((await test.store.head()) as string)));
    await Promise.all(nodes.map((node) => node.stop()));
    const before = await typesIn();
    const late = await start('three');
    await late.settled((await test.store.head()) as string);
    await late.stop();
    expect(await typesIn()).toEqual(before);
    const expected = items.filter(({ park }) => !(`${park}_2023` in refusals)).map(({ park }) => `dossier-${park}_2023`);
    expect(before.filter((type) => type.startsWith('dossier-')).sort()).toEqual(expected.sort());
    expect(before.filter((type) => type === 'SubmissionApplied')).toHaveLength(1);
    const { state } = await test.runner.load(submissionDecider, 'S1');
    const refused = [
      { park: 'P3', code: 'dossier.closed' },
      { park: 'P5', code: 'evidence.erased' },
      { park: 'P7', code: 'evidence.corrupted' },
    ];
    expect(state).toMatchObject({ status: 'applied', applied: { refused } });
  });
});
