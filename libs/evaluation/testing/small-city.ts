import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import {
  type CloseDossier,
  clashesAmong,
  clashesOf,
  claimsOf,
  dossierDecider,
  type DossierEvent,
  dossierEvents,
  parseDossierId,
} from '#libs/dossier';
import { CommandRunner, type Decider, type DomainEvent, processEvents, ReadModels } from '#libs/event-sourcing';
import { EventSourcingModule, ProcessHost } from '#libs/event-sourcing/nest';
import { testLedger } from '#libs/event-sourcing/testing';
import { EvidenceFolder } from '#libs/evidence';
import { NamedDocuments } from '#libs/evidence/nest';
import { type Caller, usccCheckCharacter } from '#libs/kernel';
import { parkEvents } from '#libs/registry';
import { schemeEvents } from '#libs/rulebook';
import { isWaivable, metricsNeeded, parseScheme, schemeHash } from '#libs/scheme';
import { awardEvents, type EvaluationCommand, evaluationDecider, evaluationEvents, runEvents, scoringSaga } from '#libs/evaluation';
import { EvaluationModule, evaluationProjections, EvaluationStreamCommand, nestCommandFor } from '../nest/index.js';

export const taskForce: Caller = { account: 'tf-1', role: 'taskForce', department: 'taskForce' };
const clerk: Caller = { account: 'tax-1', role: 'department', department: 'tax' };
const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
const hash = 'ab'.repeat(32);
/** Each park's one tenant: an enterprise in two parks would be a clash. */
const usccOf = (park: string): string => {
  const first = `91341502MA2TX002${park.slice(-1)}`;
  return `${first}${usccCheckCharacter(first)}`;
};

/** Records events as they are: parks, dossiers and the scheme have engineers of their own. */
const scribe = (category: string): Decider<null, { type: 'Record'; events: readonly DomainEvent[] }, DomainEvent> => ({
  category,
  initial: null,
  evolve: () => null,
  decide: (command) => command.events,
});

export interface ParkFacts {
  readonly tax: string;
  readonly revenue: string;
  readonly rd: string;
  readonly land: string;
}

/** A few parks on a memory store, with the evaluation's module and the saga running. */
export class SmallCity {
  private keys = 0;
  document = { hash, title: '文件', number: '六政〔2024〕1号', date: '2024-02-01' };

  private constructor(
    readonly app: INestApplication,
    private readonly ledger: Awaited<ReturnType<typeof testLedger>>,
    private readonly folder: string,
    private readonly settled: () => Promise<void>,
  ) {}

  static async open(): Promise<SmallCity> {
    const folder = mkdtempSync(join(tmpdir(), 'parkledger-evaluation-'));
    const tables = [schemeEvents, parkEvents, dossierEvents, evaluationEvents, runEvents, awardEvents, processEvents];
    const ledger = await testLedger(tables, { start: '2024-08-01T02:00:00.000Z' });
    const evidence = await EvidenceFolder.open(join(folder, 'evidence'));
    const put = await evidence.put(Buffer.from('文件'), { name: '文件.pdf', mediaType: 'application/pdf', account: 'tf-1' });
    const sheets = await EvidenceFolder.open(join(folder, 'sheets'), { durable: false });
    const module = await Test.createTestingModule({
      imports: [
        EventSourcingModule.forRoot({ ...ledger, projections: evaluationProjections, folder }),
        {
          module: class Evidence {},
          global: true,
          providers: [{ provide: EvidenceFolder, useValue: evidence }, NamedDocuments],
          exports: [EvidenceFolder, NamedDocuments],
        },
        EvaluationModule.forRoot({ sheets }),
      ],
    }).compile();
    const app = await module.createNestApplication({ logger: false }).init();
    const bus = app.get(CommandBus);
    const runner = app.get(CommandRunner);
    const running = await app.get(ProcessHost).start(scoringSaga(['1']), async ({ category, id, command }, envelope) => {
      const own = nestCommandFor(category, { id, command, ...envelope });
      if (own) return bus.execute(own as EvaluationStreamCommand);
      return runner.execute({
        decider: dossierDecider,
        id,
        command: command as CloseDossier,
        ...envelope,
        extra: () => knowledge(runner, id, command as CloseDossier),
      });
    });
    const city = new SmallCity(app, ledger, folder, async () => running.settled((await ledger.store.head()) ?? ''));
    city.document = { ...city.document, hash: put.hash };
    return city;
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get clock() {
    return this.ledger.clock;
  }

  get queries(): QueryBus {
    return this.app.get(QueryBus);
  }

  /** Waits until the saga has nothing left to do, and the read models show it. */
  async settle(): Promise<void> {
    await this.settled();
    const head = await this.ledger.store.head();
    await this.app.get(ReadModels).query(() => 0, head === undefined ? {} : { atLeast: head });
  }

  record(category: string, id: string, ...events: DomainEvent[]) {
    return this.app
      .get(CommandRunner)
      .execute({ decider: scribe(category), id, command: { type: 'Record', events }, caller: clerk, key: `k${this.keys++}` });
  }

  /** A person's command, and everything that the saga does about it. */
  async order(year: number, command: EvaluationCommand) {
    const envelope = { caller: taskForce, key: `k${this.keys++}` };
    const answer = await this.app.get(CommandBus).execute(new EvaluationStreamCommand({ id: String(year), command, ...envelope }));
    await this.settle();
    return answer;
  }

  async state(year: number) {
    return (await this.app.get(CommandRunner).load(evaluationDecider, String(year))).state;
  }

  async adoptScheme(): Promise<void> {
    const ref = { hash: schemeHash(scheme) };
    await this.record(
      'scheme',
      scheme.id,
      { type: 'SchemeDrafted', data: { id: scheme.id, content: scheme, ...ref } },
      { type: 'SchemeAdopted', data: { ...ref, basis: this.document, approver: 'tf-1' } },
    );
  }

  get scheme() {
    return scheme;
  }

  /** A recognised park with all its facts of a year and the year before, verified, declared and reviewed. */
  async park(park: string, year: number, facts: ParkFacts, before: ParkFacts): Promise<void> {
    const { document } = this;
    const application = '6a1c2f0e-7b1d-5c55-9a53-0f3f7f9a2d11';
    await this.record(
      'park',
      park,
      {
        type: 'ParkRegistered',
        data: { code: park, name: `园区${park}`, zone: 'Z', county: '341502', operator: { name: '运营公司', uscc: usccOf(park) } },
      },
      {
        type: 'ParkRecognised',
        data: { application, on: '2021-06-30', checks: [], scheme: { id: scheme.id, hash: schemeHash(scheme) }, document },
      },
      { type: 'AccidentStatementMade', data: { year, none: true, accidents: [] } },
    );
    const waived = metricsNeeded(scheme, 'current').filter((metric) => isWaivable(metric, 'current'));
    await this.record(
      'dossier',
      `${park}_${year}`,
      this.opened(park, year, year),
      ...this.fact('tenantRoster', 1, [{ id: `${usccOf(park)}@2020-01-01`, uscc: usccOf(park), from: '2020-01-01', to: null }], park),
      { type: 'RosterFrozen', data: { metric: 'tenantRoster', version: 1 } },
      ...this.base(facts, park),
      ...waived.map(({ code }) => ({ type: 'FactWaived', data: { metric: code, kind: 'claimed', reason: '未申报' } })),
      { type: 'DossierDeclared', data: { signedBy: 'park-1' } },
      { type: 'CountyReviewed', data: { opinion: 'passed', text: '属实' } },
    );
    await this.record('dossier', `${park}_${year - 1}`, this.opened(park, year - 1, year), ...this.base(before, park));
  }

  private opened(park: string, year: number, evaluation: number): DossierEvent {
    return { type: 'DossierOpened', data: { park, year, evaluation, scheme: { id: scheme.id, hash: schemeHash(scheme) } } };
  }

  private base({ tax, revenue, rd, land }: ParkFacts, park: string): DomainEvent[] {
    return [
      ...this.fact('taxPaid', 1, this.amount(park, tax), park),
      ...this.fact('operatingRevenue', 1, this.amount(park, revenue), park),
      ...this.fact('rdExpense', 1, this.amount(park, rd), park),
      ...this.fact('landArea', 1, [{ id: `宗地${park}`, certificate: `宗地${park}`, area: land, unit: 'mu' }], park),
    ];
  }

  private amount(park: string, value: string): object[] {
    const uscc = usccOf(park);
    return [{ id: uscc, uscc, amount: value, scope: 'entity' }];
  }

  private fact(metric: string, version: number, lines: readonly object[], sheet: string): DomainEvent[] {
    const placed = lines.map((line, i) => ({ ...line, source: { hash, sheet: `${sheet}.csv`, row: i + 2 } }));
    const verdicts = lines.map((line) => ({ line: (line as { id: string }).id, verdict: 'confirmed' }));
    return [
      { type: 'FactSubmitted', data: { metric, version, lines: placed, warnings: [], documents: [] } },
      { type: 'FactVerified', data: { metric, version, verdicts } },
    ];
  }

  /** A corrected and verified amount, after the dossier was reopened. */
  correct(park: string, year: number, metric: string, value: string) {
    const lines = this.amount(park, value).map((line) => ({ ...line, source: { hash, sheet: `${park}-更正.csv`, row: 2 } }));
    return this.record(
      'dossier',
      `${park}_${year}`,
      {
        type: 'FactCorrected',
        data: { metric, version: 2, previous: 1, lines, warnings: [], reason: '更正申报', documents: [this.document] },
      },
      { type: 'FactVerified', data: { metric, version: 2, verdicts: [{ line: usccOf(park), verdict: 'confirmed' }] } },
    );
  }
}

/** What libs/dossier's handler reads for a decision on closing. */
async function knowledge(runner: CommandRunner, id: string, { evaluation }: CloseDossier) {
  const { state } = await runner.load(evaluationDecider, String(evaluation));
  const { park, year } = parseDossierId(id);
  const sets = await Promise.all(
    state.participants.map(async (one) => ({
      park: one,
      year,
      claims: claimsOf((await runner.load(dossierDecider, `${one}_${year}`)).state),
    })),
  );
  return {
    scheme: { id: scheme.id, hash: schemeHash(scheme), evaluation, content: scheme },
    park: { county: '341502', zone: 'Z', leadingIndustries: [] },
    yearEvaluated: true,
    assessmentLocked: state.assessmentLocked,
    evidence: new Map(),
    others: [],
    rosterNotes: [],
    clashes: clashesOf(park, clashesAmong(sets)),
    ...(state.phase === 'closing' ? { closing: { evaluation, edition: state.edition, attempt: state.attempt, scheme } } : {}),
  };
}
