import { eventStoreContract, memoryHarness } from '../contract/index.js';

eventStoreContract('The store in memory', () => memoryHarness(), ['idsUniqueInStore']);
