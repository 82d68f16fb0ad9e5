import type { ProcessCommand } from '#libs/event-sourcing';
import type { SagaCommand } from '../saga/saga.commands.js';
import type { SagaState } from '../saga/saga.state.js';
import { scoringSaga } from '../saga/scoring-saga.js';
import { World } from './world/world.js';

/** A node's process runner: folds the log at its own pace and sends what is wanted, one command at a time. */
export class SagaRunner {
  private state: SagaState;
  private position = 0;
  private readonly sent = new Set<string>();
  private readonly saga;

  constructor(
    private readonly world: World,
    engines: readonly string[] = ['1'],
  ) {
    this.saga = scoringSaga(engines);
    this.state = this.saga.initial;
  }

  /** Follows the log by at most so many events. */
  follow(count = Infinity): void {
    const entries = this.world.log.entries.slice(this.position, this.position + count);
    for (const entry of entries) this.state = this.saga.evolve(this.state, entry);
    this.position += entries.length;
  }

  get wanted(): readonly ProcessCommand<SagaCommand>[] {
    return this.saga.wanted(this.state);
  }

  get folded(): SagaState {
    return this.state;
  }

  /** Sends the first command that this node has not sent yet; false: there is none. */
  send(): boolean {
    const next = this.wanted.find((command) => !this.sent.has(keyOf(command)));
    if (!next) return false;
    this.sent.add(keyOf(next));
    this.world.execute(next);
    return true;
  }

  /** Runs until nothing is wanted; each step is also taken as if the node had just lost its state. */
  settle(limit = 2000): void {
    for (let i = 0; i < limit; i += 1) {
      this.follow();
      const fresh = new SagaRunner(this.world);
      fresh.follow();
      expect(fresh.folded).toEqual(this.state);
      if (!this.send()) return;
    }
    throw new Error(`the saga does not come to rest: ${JSON.stringify(this.wanted.slice(0, 3))}`);
  }
}

const keyOf = ({ category, id, command, causedBy }: ProcessCommand<SagaCommand>): string =>
  [category, id, command.type, causedBy].join(' ');

/** A year whose collection is closed and whose result is proposed, and the node that saw to it. */
export function closedWorld(): { world: World; node: SagaRunner } {
  const world = new World();
  const node = new SagaRunner(world);
  world.completeAll(2023);
  world.openAndClose(2023);
  node.settle();
  return { world, node };
}
