import { Inject, Injectable } from '@nestjs/common';
import { type EventStore, StoreUnavailableError, UnknownPositionError } from '#libs/event-store';
import { eventSourcingErrors, ReadModels } from '#libs/event-sourcing';
import { EventStoreToken } from '#libs/event-sourcing/nest';
import { defineErrors, type DomainError } from '#libs/kernel';

export const readinessErrors = defineErrors({
  'server.behind': { kind: 'unavailable', zh: '本节点的读模型比账本落后 {events} 条以上，正在追赶', remedy: '稍后重试，或使用其他节点' },
  'server.otherLog': {
    kind: 'unavailable',
    zh: '账本存储中没有本节点读到的位置：存储被恢复到了较早的状态，或换成了另一个',
    remedy: '核对存储后重启本节点，读模型会重新建立',
  },
  'server.readsStopped': {
    kind: 'unavailable',
    zh: '本节点的读模型停在账本第 {index} 条',
    remedy: '查看运行日志；通常是本节点的程序版本太旧',
  },
});

/** How many events a node may be behind and still answer. */
export const ReadyLag = Symbol('ReadyLag');

/** Whether this node should be asked, and how far its read models are behind the log. */
export interface NodeReadiness {
  readonly ready: boolean;
  /** Events that stand in the log and can't be read yet; counted up to the limit. */
  readonly lag?: number;
  /** Whether there are more than `lag`. */
  readonly more?: boolean;
  readonly code?: string;
  readonly reason?: string;
}

/** Looks at most once in this time, in milliseconds: probes come from many sides. */
const FRESH_MS = 1_000;

@Injectable()
export class Readiness {
  private last: { readonly at: number; readonly answer: Promise<NodeReadiness> } | undefined;

  constructor(
    @Inject(EventStoreToken) private readonly store: EventStore,
    private readonly reads: ReadModels,
    @Inject(ReadyLag) private readonly most: number,
  ) {}

  now(): Promise<NodeReadiness> {
    const at = performance.now();
    if (this.last === undefined || at - this.last.at > FRESH_MS) this.last = { at, answer: this.look() };
    return this.last.answer;
  }

  private async look(): Promise<NodeReadiness> {
    const { serving } = this.reads.status;
    if (serving?.point === undefined) return no(eventSourcingErrors.error('reads.building'));
    if (serving.state === 'stopped') return no(readinessErrors.error('server.readsStopped', { index: serving.stoppedAt ?? -1 }));
    try {
      const lag = await this.behind(serving.point.position);
      if (lag <= this.most) return { ready: true, lag };
      return { ...no(readinessErrors.error('server.behind', { events: this.most })), lag: this.most, more: true };
    } catch (error) {
      if (error instanceof UnknownPositionError) return no(readinessErrors.error('server.otherLog'));
      if (!(error instanceof StoreUnavailableError)) throw error;
      return no(eventSourcingErrors.error('store.unreachable'));
    }
  }

  /** Counted, for positions tell nothing of numbers; never further than is asked for. */
  private async behind(position: string): Promise<number> {
    let count = 0;
    for await (const page of this.store.readAll({ after: position, maxCount: this.most + 1 })) count += page.length;
    return count;
  }
}

function no(error: DomainError): NodeReadiness {
  return { ready: false, code: error.code, reason: error.message };
}
