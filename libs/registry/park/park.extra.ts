import type { RegistryRules } from '../rules.js';
import type { ZoneState } from '../zone/zone.state.js';
import type { ParkState } from './park.state.js';

/** How far the collection of a year's facts is: a park may declare its participation only while it is open. */
export type CollectionState = 'notOpen' | 'open' | 'closed';

/** What the handler reads for a decision on a park; each command names what it needs. */
export interface ParkExtra {
  /** RegisterPark: the zone that the command names. RecognisePark, RefuseRecognition: the park's zone. */
  readonly zone?: ZoneState;
  /** RecognisePark, RefuseRecognition, GrantTransition: the rules of the scheme that the command names. */
  readonly rules?: RegistryRules;
  /** MergePark, SplitPark: the successors' states, in the command's order. */
  readonly successors?: readonly ParkState[];
  /** DeclareParticipation: the collection of that year. */
  readonly collection?: CollectionState;
}
