import type { DomainError } from '#libs/kernel';
import type { Log } from '../log/log.js';
import type { Metrics } from '../metrics/metrics.js';
import { outOfScope } from '../scope.js';

interface WitnessNews {
  readonly witness: string;
  readonly cosigned: bigint | undefined;
  readonly error?: DomainError;
}

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

  trouble(what: 'tree' | 'signing' | 'cosigning', error: Error, tries: number): void {
    outOfScope(() => this.log.warn('log.trouble', { operation: what, failures: tries, error }));
  }

  /** What a witness says is told by its code alone: its words are its own. */
  witness({ witness, cosigned, error }: WitnessNews): void {
    if (error === undefined) return outOfScope(() => this.log.debug('log.cosigned', { witness, size: String(cosigned ?? 0) }));
    const { code } = error;
    this.metrics.witnessTroubles.inc({ witness, code });
    const alarm = code === 'sealing.witnessContradicts' || code === 'sealing.witnessAhead';
    outOfScope(() => (alarm ? this.log.error('log.contradicted', { witness, code }) : this.log.warn('log.witness', { witness, code })));
  }

  stopped(index: bigint, error: Error): void {
    outOfScope(() => this.log.error('log.stopped', { index: Number(index), error }));
  }
}
