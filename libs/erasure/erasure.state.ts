import type { Recorded } from '#libs/event-sourcing';
import type { DocumentRef } from '#libs/evidence';
import type { ErasureEvent, ErasureGround, ErasureTarget } from './erasure.events.js';

/** Who did it, when, and in which event. */
export interface ErasureAct {
  readonly by: string;
  readonly at: string;
  readonly eventId: string;
}

/** One erasure on its way. */
export interface Erasure {
  readonly erasure: string;
  readonly target: ErasureTarget;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly document: DocumentRef;
  readonly status: 'proposed' | 'erased' | 'dropped';
  readonly proposed: ErasureAct;
  /** The confirmation, or why it was dropped. */
  readonly decided?: ErasureAct & { readonly reason?: string };
}

/** All erasures of a ledger, oldest first. */
export interface ErasureState {
  readonly erasures: readonly Erasure[];
}

export const noErasures: ErasureState = { erasures: [] };

export function evolveErasure(state: ErasureState, event: Recorded<ErasureEvent>): ErasureState {
  const act = { by: event.metadata.actor.account, at: event.metadata.recordedAt, eventId: event.id };
  switch (event.type) {
    case 'ErasureProposed':
      return { erasures: [...state.erasures, { ...event.data, status: 'proposed', proposed: act }] };
    case 'PersonalDataErased':
    case 'EvidenceErased':
      return decided(state, event.data.erasure, { status: 'erased', decided: act });
    case 'ErasureDropped':
      return decided(state, event.data.erasure, { status: 'dropped', decided: { ...act, reason: event.data.reason } });
    default:
      return event satisfies never;
  }
}

function decided(state: ErasureState, id: string, change: Pick<Erasure, 'status' | 'decided'>): ErasureState {
  return { erasures: state.erasures.map((one) => (one.erasure === id ? { ...one, ...change } : one)) };
}

/** What was erased, each with the event that says so: the ledger's word, by which a missing key is an erasure and no loss. */
export interface Erased {
  readonly subjects: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
}

export function erasedIn({ erasures }: ErasureState): Erased {
  const subjects = new Map<string, string>();
  const files = new Map<string, string>();
  for (const { status, target, decided: act } of erasures) {
    if (status !== 'erased' || !act) continue;
    if (target.kind === 'personal') subjects.set(target.subject, act.eventId);
    else files.set(target.hash, act.eventId);
  }
  return { subjects, files };
}
