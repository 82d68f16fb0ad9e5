import { defaultPersistence, type Persistence } from '../persistence.js';

/** About a minute: a server that hangs has a new leader after some twenty seconds, and no person waits for an answer. */
export const patient: Persistence = { ...defaultPersistence, tries: 20, minMs: 50, maxMs: 5000 };
