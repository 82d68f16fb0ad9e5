import type { Recorded } from '#libs/event-sourcing';
import type { DocumentRef } from '#libs/evidence';
import type { IsoInstant } from '#libs/kernel';
import type { Scheme } from '#libs/scheme';
import type { SchemeEvent } from './events.js';

/** A named confirmation of a point that adoption needs (R27, R32, R37). */
export interface Confirmation {
  readonly code: string;
  readonly reason: string;
  readonly by: string;
  readonly at: IsoInstant;
}

export interface DraftedScheme {
  readonly status: 'drafted' | 'adopted';
  readonly id: string;
  readonly content: Scheme;
  /** SHA-256 over the content's canonical JSON. */
  readonly hash: string;
  readonly source?: DocumentRef;
  readonly drafted: { readonly by: string; readonly at: IsoInstant };
  readonly confirmations: readonly Confirmation[];
  readonly adopted?: { readonly approver: string; readonly at: IsoInstant; readonly basis: DocumentRef };
}

export type SchemeState = { readonly status: 'none' } | DraftedScheme;

export const noScheme: SchemeState = { status: 'none' };

/** Folds one event of a scheme's stream. */
export function evolveScheme(state: SchemeState, event: Recorded<SchemeEvent>): SchemeState {
  const by = event.metadata.actor.account;
  const at = event.metadata.recordedAt;
  switch (event.type) {
    case 'SchemeDrafted': {
      const { content, ...rest } = event.data;
      // Checked by parseScheme before it was recorded.
      return { status: 'drafted', ...rest, content: content as unknown as Scheme, drafted: { by, at }, confirmations: [] };
    }
    case 'SchemeConfirmed': {
      const draft = drafted(state);
      const codes = new Set(event.data.confirmations.map((confirmation) => confirmation.code));
      const kept = draft.confirmations.filter((confirmation) => !codes.has(confirmation.code));
      return { ...draft, confirmations: [...kept, ...event.data.confirmations.map((confirmation) => ({ ...confirmation, at }))] };
    }
    case 'SchemeAdopted':
      return { ...drafted(state), status: 'adopted', adopted: { approver: event.data.approver, at, basis: event.data.basis } };
    default:
      return event satisfies never;
  }
}

function drafted(state: SchemeState): DraftedScheme {
  if (state.status === 'none') throw new Error('a scheme is confirmed or adopted before it was drafted');
  return state;
}
