import type { INestApplication } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { dossierDecider, factIn, standing } from '#libs/dossier';
import { DossierCommand } from '#libs/dossier/nest';
import type { EvaluationCommand } from '#libs/evaluation';
import { EvaluationStreamCommand } from '#libs/evaluation/nest';
import { type CommandAnswer, CommandRunner, type Ledger, SimulatedClock } from '#libs/event-sourcing';
import { ProcessHost } from '#libs/event-sourcing/nest';
import type { Caller } from '#libs/kernel';
import { PARKS } from './small-city.js';

const YEAR = 2022;
const taskForce: Caller = { account: 'taskforce-1', role: 'taskForce', department: 'taskForce' };
const surveyor: Caller = { account: 'landResources-2', role: 'department', department: 'landResources' };

/**
 * The belated closing of 2022, whose base year is not verified: blocked, abandoned (what it closed goes back), begun again, and lifted park by park until the
 * result is proposed (`until` blocked: only up to there). One command at a time, each at its own instant and under its own key, so that a telling that was broken off goes on where it stopped.
 */
export async function closeLate(app: INestApplication, ledger: Ledger, until?: 'blocked'): Promise<void> {
  const story = new LateClosing(app.get(CommandBus), app.get(CommandRunner), app.get(ProcessHost), ledger.clock as SimulatedClock);
  await story.tell(until);
}

class LateClosing {
  private told = 0;

  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly processes: ProcessHost,
    private readonly clock: SimulatedClock,
  ) {}

  async tell(until?: 'blocked'): Promise<void> {
    // What was under way when the last telling broke off belongs to the last command's instant.
    await this.processes.settled();
    await this.closing({ type: 'CloseCollection', resultDay: '2023-09-30', evenIfBlocked: true });
    if (until === 'blocked') return;
    await this.closing({ type: 'AbandonClosing', reason: '基期用地尚未核实' });
    await this.closing({ type: 'CloseCollection', resultDay: '2023-09-30', evenIfBlocked: true });
    for (const park of PARKS) await this.verifyLand(park);
  }

  private async closing(command: EvaluationCommand): Promise<void> {
    await this.send((at) => ({ id: String(YEAR), command, caller: taskForce, ...at }), EvaluationStreamCommand);
  }

  private async verifyLand(park: string): Promise<void> {
    const id = `${park}_${YEAR - 1}`;
    const { state } = await this.runner.load(dossierDecider, id);
    const [first] = factIn(state, 'landArea')?.versions ?? [];
    const version = standing(state, 'landArea') ?? first;
    if (!version) throw new Error(`no land was delivered for ${id}`);
    const verdicts = version.lines.map((line) => ({ line: line.id, verdict: 'confirmed' as const }));
    const command = { type: 'VerifyFact', metric: 'landArea', version: version.version, verdicts } as const;
    await this.send((at) => ({ id, command, caller: surveyor, ...at }), DossierCommand);
  }

  private async send<Request>(
    request: (at: { key: string; at: string }) => Request,
    Kind: new (request: Request) => Command<CommandAnswer>,
  ): Promise<void> {
    const at = new Date(Date.UTC(2025, 0, 6, 1, this.told)).toISOString();
    this.clock.moveTo(at);
    await this.bus.execute(new Kind(request({ key: `late:${++this.told}`, at })));
    await this.processes.settled();
  }
}
