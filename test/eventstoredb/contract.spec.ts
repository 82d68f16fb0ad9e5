import { eventStoreContract, eventStoreDbHarness } from '#libs/event-store/contract';
import { address, onServer } from './on-server.js';

onServer('On a real EventStoreDB', () => eventStoreContract('the store', () => eventStoreDbHarness(address), []));
