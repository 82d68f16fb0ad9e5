import type { RankingView as Ranking } from '#libs/evaluation/nest';
import { people } from './client.js';
import type { Town } from './town.js';

export type { RankingRow, RankingView as Ranking } from '#libs/evaluation/nest';

/** What is read of an evaluation's state. */
export interface EvaluationView {
  readonly phase: 'collecting' | 'closing' | 'closed' | 'finalised';
  readonly edition: number;
  readonly attempt: number;
  readonly blockers: readonly { readonly park: string }[];
  readonly requested: { readonly run: number; readonly cause: string } | null;
  readonly proposed: { readonly run: number; readonly resultHash: string } | null;
  readonly notice: { readonly from: string; readonly until: string; readonly concluded: boolean } | null;
  readonly objections: readonly { readonly objection: string; readonly park: string; readonly open: boolean }[];
  readonly siteChecks: readonly { readonly park: string; readonly planned: boolean; readonly recorded: boolean }[];
  readonly reopenedBases: readonly { readonly park: string; readonly year: number; readonly byEvaluation: number }[];
  readonly outdatedBy: readonly { readonly park: string; readonly kind: string }[];
}

interface Resolution {
  readonly upheld: boolean;
  readonly answer: string;
  readonly document: object;
  readonly changes?: readonly object[];
}

/** The task force's road through one year's evaluation. Dates are those of the year after. */
export class Road {
  readonly path: string;

  constructor(
    private readonly town: Town,
    readonly year: number,
  ) {
    this.path = `/evaluations/${year}`;
  }

  open() {
    return this.town.api.post(`${this.path}/opening`, people.taskForce, { scheme: this.town.scheme.id });
  }

  async state(): Promise<EvaluationView> {
    await this.town.settled();
    return (await this.town.api.get<EvaluationView>(this.path, people.taskForce)).data;
  }

  async ranking(edition?: number): Promise<Ranking> {
    await this.town.settled();
    const query = edition === undefined ? '' : `?edition=${edition}`;
    return (await this.town.api.get<Ranking>(`${this.path}/ranking${query}`, people.taskForce)).data;
  }

  /** The run whose result is proposed now. */
  async run(): Promise<number> {
    const { proposed, requested } = await this.state();
    if (!proposed || proposed.run !== requested?.run) throw new Error(`no result is proposed for ${this.year}`);
    return proposed.run;
  }

  async close(more: object = {}): Promise<void> {
    await this.send('closing', { resultDay: `${this.year + 1}-09-30`, ...more });
    await this.town.settled();
  }

  async ruleTie(parks: readonly string[], on: string): Promise<void> {
    const persons = ['taskForce-1', 'taskForce-2'];
    await this.send('tie-rulings', { parks, reason: '专班会议裁定', minutes: this.town.document(on), persons });
  }

  async confirmTierCount(count: number, on: string): Promise<void> {
    await this.send('tier-count', { count, reason: '参评园区不足二十个', minutes: this.town.document(on) });
  }

  async meet(on: string): Promise<void> {
    const meeting = { held: on, minutes: this.town.document(on), present: ['taskForce-1', 'taskForce-2'], recused: [], decided: '同意' };
    await this.send('meetings', meeting);
  }

  /** Publishes from a day on, by a document of an earlier one. */
  async publish(from: string, on: string): Promise<void> {
    await this.send('notice', { run: await this.run(), from, document: this.town.document(on) });
  }

  async approve(on: string): Promise<void> {
    const document = this.town.document(on);
    await this.send('approval', { run: await this.run(), minutes: document, consent: document, notice: document });
  }

  /** Plans the site checks of the proposed result and visits every park on the list that nobody visited yet. */
  async visit(on: string): Promise<void> {
    await this.send('site-checks', { run: await this.run(), seed: '公开抽签 2024' });
    const form = this.town.document(on, '现场核查表');
    for (const { park } of (await this.state()).siteChecks.filter(({ planned, recorded }) => planned && !recorded)) {
      const check = { on, by: ['taskForce-1', 'taskForce-2'], passed: true, findings: '与申报相符', form, photos: [form] };
      await this.send(`site-checks/${park}`, check);
    }
  }

  /** Says where the notice was shown from its first day on, and, once it is over, how many objections came. */
  async conclude(): Promise<void> {
    const { notice } = await this.state();
    if (!notice) throw new Error(`no notice was published for ${this.year}`);
    await this.send('notice/proofs', { where: '市政府网站', on: notice.from, document: this.town.document(notice.from, '网页截图') });
    await this.send('notice/conclusion', {});
  }

  /** An objection's way: to an office, its answer, the task force's decision. */
  async resolve(objection: string, resolution: Resolution) {
    const path = `objections/${objection}`;
    await this.send(`${path}/assignment`, { office: 'industry' });
    const { upheld, answer, document } = resolution;
    await this.town.api.post(`${this.path}/${path}/answer`, people.of('industry'), { founded: upheld, answer, document });
    return this.send(`${path}/resolution`, { changes: [], ...resolution });
  }

  async finalise(): Promise<void> {
    await this.send('finalisation', { run: await this.run() });
    await this.town.settled();
  }

  async reopen(reason: string, on: string, dossiers: readonly { park: string; year: number }[]): Promise<void> {
    await this.send('reopening', { reason, document: this.town.document(on), dossiers });
    await this.town.settled();
  }

  /** A command of the task force on this evaluation. */
  async send(what: string, body: object) {
    await this.town.settled();
    return this.town.api.post(`${this.path}/${what}`, people.taskForce, body);
  }
}
