import type { DomainError } from '#libs/kernel';
import type { Log } from '../log/log.js';
import type { Metrics } from '../metrics/metrics.js';
import { outOfScope } from '../scope.js';

/** Counts and logs what the sealing of the log goes through (libs/sealing, SealingObserver). */
export class WatchedLog {
  constructor(
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  signed(_origin: string, size: bigint): void {
    this.metrics.checkpoints.inc();
    outOfScope(() => this.log.debug('log.signed', { size: String(size) }));
  }

  refused({ code }: DomainError): void {
    this.metrics.logRefusals.inc({ code });
    outOfScope(() => this.log.error('log.refused', { code }));
  }

  resumed(): void {
    outOfScope(() => this.log.info('log.resumed'));
  }

  rebuilt(): void {
    outOfScope(() => this.log.warn('log.rebuilt'));
  }

  trouble(what: 'tree' | 'signing', error: Error, tries: number): void {
    outOfScope(() => this.log.warn('log.trouble', { operation: what, failures: tries, error }));
  }

  stopped(index: bigint, error: Error): void {
    outOfScope(() => this.log.error('log.stopped', { index: Number(index), error }));
  }
}
