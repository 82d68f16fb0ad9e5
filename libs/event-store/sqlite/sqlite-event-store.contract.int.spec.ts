import { eventStoreContract, sqliteHarness } from '../contract/index.js';

eventStoreContract('The embedded store', () => sqliteHarness(), ['idsUniqueInStore', 'occupy', 'work']);
