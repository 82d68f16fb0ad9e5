import { eventStoreContract, eventStoreDbHarness } from '#libs/event-store/contract';

const address = process.env.EVENTSTOREDB_URL ?? '';
eventStoreContract('The store on a real EventStoreDB', () => eventStoreDbHarness(address), []);
