export { definedPath, definedProof, definedRoot } from './rfc6962.js';
export { tileStoreChecks, type TileStoreCheck } from './tile-store-checks.js';
export { flipped, leafData, treeOf } from './trees.js';
export { refusal } from './refusal.js';
export { keyOf, signerOf } from './keys.js';
