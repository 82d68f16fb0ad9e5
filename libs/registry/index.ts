/** The registry: zones, parks, enterprises, tenancy, recognition, transition, accidents. Pure: events, state and decisions. */
export * from './errors.js';
export * from './months.js';
export { DocumentRef, SchemeRef } from './payload.js';
export * from './rules.js';
export * from './zone/zone.decide.js';
export * from './zone/zone.events.js';
export * from './zone/zone.state.js';
export * from './park/park.commands.js';
export * from './park/park.decide.js';
export * from './park/park.events.js';
export * from './park/park.state.js';
export { recognitionChecks } from './park/recognition-checks.js';
export * from './park/recognition.events.js';
export * from './park/safety.events.js';
export * from './park/safety.state.js';
export * from './park/status.js';
export * from './park/succession.process.js';
export * from './personal.js';
