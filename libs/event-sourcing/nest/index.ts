export { EventSourcingModule } from './event-sourcing.module.js';
export { ProcessHost } from './process-host.js';
export { type EventSourcingOptions, EventStoreToken } from './tokens.js';
