export { isEventStoreDbAddress, nodesOf, parseAddress } from './address.js';
export { type EventStoreDbEventStore, type EventStoreDbOptions, openEventStoreDb } from './eventstoredb-event-store.js';
