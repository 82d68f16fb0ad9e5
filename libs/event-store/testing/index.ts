export type { LoopbackFaults } from './faults/faults.js';
export { LoopbackLog } from './log/loopback-log.js';
export type { LoopbackServer } from './server/node.js';
export { type LoopbackCluster, startLoopbackCluster } from './server/cluster.js';
export { startLoopback } from './server/start.js';
