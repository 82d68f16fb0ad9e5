import type { Recorded } from '#libs/event-sourcing';
import type { EnterpriseEvent, EnterpriseKind, EnterpriseName } from './enterprise.events.js';

/** An enterprise, or nothing yet. */
export type EnterpriseState = { readonly status: 'none' } | Enterprise;

export interface Enterprise {
  readonly status: 'registered';
  readonly uscc: string;
  /** Codes that it was registered under by mistake, oldest first. */
  readonly formerUsccs: readonly string[];
  readonly name: EnterpriseName;
  readonly industry?: string;
  /** undefined: not stated. */
  readonly kinds?: readonly EnterpriseKind[];
}

export const noEnterprise: EnterpriseState = { status: 'none' };

export function evolveEnterprise(state: EnterpriseState, event: Recorded<EnterpriseEvent>): EnterpriseState {
  switch (event.type) {
    case 'EnterpriseRegistered':
      return { status: 'registered', formerUsccs: [], ...event.data };
    case 'EnterpriseRenamed':
      return { ...(state as Enterprise), name: event.data.name };
    case 'EnterpriseClassified': {
      const { document: _document, ...data } = event.data;
      return { ...(state as Enterprise), ...data };
    }
    case 'UsccCorrected': {
      const enterprise = state as Enterprise;
      const { from, to, name } = event.data;
      return { ...enterprise, uscc: to, formerUsccs: [...enterprise.formerUsccs, from], ...(name === undefined ? {} : { name }) };
    }
    default:
      return event satisfies never;
  }
}
