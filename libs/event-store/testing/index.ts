export type { Lasting } from './faults/fault.js';
export type { LoopbackFaults } from './faults/faults.js';
export type { Hold } from './faults/gate.js';
export type { Refusal } from './faults/refusals.js';
export type { RequestKind } from './faults/requests.js';
export { LoopbackLog } from './log/loopback-log.js';
export { type LoopbackCluster, startLoopbackCluster } from './server/cluster.js';
export type { LoopbackServer } from './server/node.js';
export { type LoopbackOptions, startLoopback } from './server/start.js';
