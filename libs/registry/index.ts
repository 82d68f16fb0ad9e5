/** The registry: zones, parks, enterprises, tenancy, recognition, transition, accidents. Pure: events, state and decisions. */
export * from './errors.js';
export * from './months.js';
export { DocumentRef, SchemeRef } from './payload.js';
export * from './rules.js';
export * from './zone/zone.decide.js';
export * from './zone/zone.events.js';
export * from './zone/zone.state.js';
