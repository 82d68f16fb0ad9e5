import { dossierId } from '#libs/dossier';
import type { Recorded } from '#libs/event-sourcing';
import { DomainError, parseStreamName } from '#libs/kernel';
import { parseScheme, type Scheme, schemeHash } from '#libs/scheme';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import type { Known } from './known.js';
import type { LogLine } from './log-line.js';

/** First events say whose stream they begin, and schemes what their hash is: both must be what they claim. */
export class Identity {
  constructor(
    private readonly findings: Findings,
    private readonly known: Known,
  ) {}

  take(line: LogLine, event: Recorded | undefined): void {
    if (!event) return;
    const { id } = parseStreamName(line.stream);
    const data = event.data as Readonly<Record<string, never>>;
    switch (event.type) {
      case 'SchemeDrafted':
        this.#belongs(line, id, data.id);
        this.#scheme(line, event.data as { readonly content: unknown; readonly hash: string });
        return;
      case 'SchemeConfirmed':
      case 'SchemeAdopted': {
        const expected = this.known.schemeHash(id);
        const found = (event.data as { readonly hash: string }).hash;
        if (expected !== undefined && found !== expected)
          this.findings.add('verification.schemeHash', placeOf(line, '/data/hash'), { expected, found });
        return;
      }
      case 'ParkRegistered':
      case 'ZoneRegistered':
        this.#belongs(line, id, data.code);
        return;
      case 'DossierOpened': {
        const { park, year, scheme } = event.data as { park: string; year: number; scheme: { id: string; hash: string } };
        this.#belongs(line, id, dossierId({ park, year }));
        if (this.known.isSchemeWhole(scheme.id) && !this.known.adopted(scheme)) {
          this.findings.add('verification.schemeUnknown', placeOf(line, '/data/scheme'), { expected: `${scheme.id} ${scheme.hash}` });
        }
        return;
      }
      default:
        return;
    }
  }

  #belongs(line: LogLine, id: string, said: string | undefined): void {
    if (said === id) return;
    this.findings.add(
      'verification.cannotFold',
      placeOf(line, '/data'),
      { expected: id, found: said ?? '—' },
      { type: line.type, stream: line.stream },
    );
  }

  #scheme(line: LogLine, { content, hash }: { readonly content: unknown; readonly hash: string }): void {
    const found = schemeHash(content as Scheme);
    if (found !== hash) this.findings.add('verification.schemeHash', placeOf(line, '/data/hash'), { expected: hash, found });
    try {
      parseScheme(content);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const [first] = error.faults;
      const path = `/data/content${first?.where === undefined ? '' : `/${first.where}`}`;
      this.findings.add('verification.schemeInvalid', placeOf(line, path), {}, { reason: first?.message ?? error.message });
    }
  }
}
