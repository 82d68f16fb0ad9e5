export { SealingNode, type SealingNodeOptions } from './sealing-node.js';
