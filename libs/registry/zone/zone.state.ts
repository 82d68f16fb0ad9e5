import type { Recorded } from '#libs/event-sourcing';
import type { ZoneEvent, ZoneLevel } from './zone.events.js';

/** A development zone, or nothing yet. */
export type ZoneState = { readonly status: 'none' } | Zone;

export interface Zone {
  readonly status: 'registered';
  readonly code: string;
  readonly name: string;
  readonly county: string;
  readonly level: ZoneLevel;
  readonly industries: readonly string[];
}

export const noZone: ZoneState = { status: 'none' };

export function evolveZone(state: ZoneState, event: Recorded<ZoneEvent>): ZoneState {
  switch (event.type) {
    case 'ZoneRegistered': {
      const { code, name, county, level } = event.data;
      return { status: 'registered', code, name, county, level, industries: [] };
    }
    case 'ZoneAmended': {
      const { name, level } = event.data;
      return { ...(state as Zone), ...(name === undefined ? {} : { name }), ...(level === undefined ? {} : { level }) };
    }
    case 'LeadingIndustriesSet':
      return { ...(state as Zone), industries: event.data.industries };
    default:
      return event satisfies never;
  }
}
